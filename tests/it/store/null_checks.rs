//! `CHECK` constraints that hold in every SQLite version: older ones evaluate `json_valid(NULL)` to 0 and then report
//! a corrupt row.

use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{AssertSqlSafe, ConnectOptions as _, SqliteConnection};

use super::store;

/// True if `check` passes with `column` NULL, as an older SQLite evaluates it.
#[expect(clippy::disallowed_methods, reason = "the SQL is read from the schema")]
async fn passes(connection: &mut SqliteConnection, check: &str, column: &str) -> bool {
    let older = format!("json_valid({column})");
    let check = check.replace(&older, &format!("coalesce({older}, 0)"));
    let sql = format!("SELECT coalesce(({check}), 1) FROM (SELECT NULL AS \"{column}\")");
    sqlx::query_scalar(AssertSqlSafe(sql)).fetch_one(connection).await.unwrap()
}

/// Nullable columns of tables whose constraints check JSON: table, schema, column.
#[expect(clippy::disallowed_methods, reason = "the checked macro cannot describe this join")]
async fn nullable_columns(connection: &mut SqliteConnection) -> Vec<(String, String, String)> {
    let columns = sqlx::query_as(
        r#"
        SELECT t.name, t.sql, c.name FROM sqlite_schema t, pragma_table_info(t.name) c
        WHERE t.type = 'table' AND t.sql LIKE '%json_valid%' AND c."notnull" = 0
        "#,
    );
    columns.fetch_all(connection).await.unwrap()
}

/// Expressions of the `CHECK` constraints of a table, without parentheses.
fn checks(sql: &str) -> Vec<&str> {
    let closed = |text: &str| {
        let mut depth = 1;
        text.find(|character| {
            depth += i32::from(character == '(') - i32::from(character == ')');
            depth == 0
        })
    };
    let checks = sql.split_inclusive("CHECK (").skip(1);
    let mut start = 0;
    checks
        .filter_map(|_| {
            start += sql[start..].find("CHECK (")? + "CHECK (".len();
            Some(&sql[start..start + closed(&sql[start..])?])
        })
        .collect()
}

#[tokio::test]
async fn no_check_of_json_fails_on_a_value_that_is_not_there() {
    let given = store().await;
    let path = given.folder.path().join("test.db");
    let mut connection = SqliteConnectOptions::new().filename(path).connect().await.unwrap();
    let mut read = Vec::new();
    for (table, sql, column) in nullable_columns(&mut connection).await {
        let about = format!("json_valid({column})");
        for check in checks(&sql).into_iter().filter(|check| check.contains(&about)) {
            assert!(passes(&mut connection, check, &column).await, "{table}: {check}");
            read.push(format!("{table}.{column}"));
        }
    }

    read.sort();
    assert_eq!(read, ["events.detail", "proposals.sent_entry"]);
    let unsafe_check = passes(&mut connection, "json_valid(detail)", "detail").await;
    assert!(!unsafe_check, "the fault is seen");
}

#[test]
fn every_check_of_a_table_is_read() {
    let sql =
        "CREATE TABLE t (a TEXT CHECK (length(a) = 2), b TEXT, CHECK ((a IS NULL) = (b IS NULL)))";
    assert_eq!(checks(sql), ["length(a) = 2", "(a IS NULL) = (b IS NULL)"]);
}
