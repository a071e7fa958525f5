//! Digest of a database: SHA-256 of its schema and all rows, independent of the page layout.
//!
//! Unlike `integrity_check`, it detects a changed value inside a row.

use std::collections::BTreeMap;

use futures_util::TryStreamExt as _;
use ring::digest::{Context, SHA256};
use sqlx::sqlite::{SqliteRow, SqliteValueRef};
use sqlx::{AssertSqlSafe, Row as _, Sqlite, SqliteConnection, TypeInfo as _, ValueRef as _};

use crate::store::sqlite::hex;

/// Digest and row counts of a database.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DatabaseContent {
    /// `sha256:` followed by hexadecimal digits.
    pub digest: String,
    /// Rows by table.
    pub rows: BTreeMap<String, u64>,
}

/// Computes the digest and the row counts of the database behind `connection`.
pub async fn read_content(connection: &mut SqliteConnection) -> sqlx::Result<DatabaseContent> {
    let mut hash = Context::new(&SHA256);
    let schema =
        "SELECT type, name, tbl_name, sql FROM sqlite_schema ORDER BY type, name, tbl_name";
    add_rows(&mut hash, connection, schema.to_owned()).await?;
    let mut rows = BTreeMap::new();
    for table in tables(connection).await? {
        add(&mut hash, b't', table.as_bytes());
        let all = select_all(connection, &table).await?;
        let count = add_rows(&mut hash, connection, all).await?;
        rows.insert(table, count);
    }
    let digest = format!("sha256:{}", hex(hash.finish().as_ref()));
    Ok(DatabaseContent { digest, rows })
}

async fn tables(connection: &mut SqliteConnection) -> sqlx::Result<Vec<String>> {
    let tables = sqlx::query_scalar!(
        r#"SELECT name AS "name!" FROM sqlite_schema WHERE type = 'table' ORDER BY name"#
    );
    tables.fetch_all(connection).await
}

/// `SELECT` of all rows of `table`, ordered by primary key, or by all columns if it has none.
async fn select_all(connection: &mut SqliteConnection, table: &str) -> sqlx::Result<String> {
    let columns = sqlx::query!(
        // The expressions keep the macro from looking up the origin of the columns, which a pragma table does not
        // have.
        r#"
        SELECT name || '' AS "name!: String", pk + 0 AS "pk!: i64"
        FROM pragma_table_info(?1) ORDER BY cid
        "#,
        table
    );
    let columns = columns.fetch_all(connection).await?;
    let mut key: Vec<_> = columns.iter().filter(|column| column.pk > 0).collect();
    key.sort_by_key(|column| column.pk);
    if key.is_empty() {
        key = columns.iter().collect();
    }
    let all: Vec<String> = columns.iter().map(|column| quoted(&column.name)).collect();
    let key: Vec<String> = key.iter().map(|column| quoted(&column.name)).collect();
    Ok(format!("SELECT {} FROM {} ORDER BY {}", all.join(", "), quoted(table), key.join(", ")))
}

fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}

/// Adds the rows of `select` to the hash. Returns their number.
async fn add_rows(
    hash: &mut Context,
    connection: &mut SqliteConnection,
    select: String,
) -> sqlx::Result<u64> {
    #[expect(clippy::disallowed_methods, reason = "the tables are those that the database has")]
    let select = sqlx::query(AssertSqlSafe(select));
    let mut rows = select.fetch(connection);
    let mut count = 0;
    while let Some(row) = rows.try_next().await? {
        add_row(hash, &row)?;
        count += 1;
    }
    Ok(count)
}

fn add_row(hash: &mut Context, row: &SqliteRow) -> sqlx::Result<()> {
    hash.update(b"r");
    for column in 0..row.len() {
        add_value(hash, row.try_get_raw(column)?)?;
    }
    Ok(())
}

/// Adds a value with its type and length, so that different rows never hash alike.
fn add_value(hash: &mut Context, value: SqliteValueRef<'_>) -> sqlx::Result<()> {
    if value.is_null() {
        add(hash, b'n', &[]);
        return Ok(());
    }
    let kind = value.type_info().name().to_owned();
    let decoded = match kind.as_str() {
        "INTEGER" => <i64 as sqlx::Decode<Sqlite>>::decode(value)
            .map(|number| add(hash, b'i', &number.to_be_bytes())),
        "REAL" => <f64 as sqlx::Decode<Sqlite>>::decode(value)
            .map(|number| add(hash, b'f', &number.to_bits().to_be_bytes())),
        "TEXT" => <&[u8] as sqlx::Decode<Sqlite>>::decode(value).map(|text| add(hash, b's', text)),
        _ => <&[u8] as sqlx::Decode<Sqlite>>::decode(value).map(|bytes| add(hash, b'b', bytes)),
    };
    decoded.map_err(sqlx::Error::Decode)
}

fn add(hash: &mut Context, kind: u8, bytes: &[u8]) {
    hash.update(&[kind]);
    hash.update(&u64::try_from(bytes.len()).unwrap_or(u64::MAX).to_be_bytes());
    hash.update(bytes);
}

#[cfg(test)]
mod tests {
    use sqlx::ConnectOptions as _;
    use sqlx::sqlite::SqliteConnectOptions;

    use super::*;

    async fn digest(sql: &str) -> String {
        let options = SqliteConnectOptions::new().in_memory(true);
        let mut connection = options.connect().await.unwrap();
        sqlx::raw_sql(AssertSqlSafe(sql.to_owned())).execute(&mut connection).await.unwrap();
        read_content(&mut connection).await.unwrap().digest
    }

    const TABLE: &str = "CREATE TABLE t (a TEXT PRIMARY KEY, b ANY, c ANY) STRICT;";

    async fn digest_of(rows: &str) -> String {
        digest(&format!("{TABLE} INSERT INTO t VALUES {rows};")).await
    }

    #[tokio::test]
    async fn the_digest_depends_neither_on_pages_nor_on_the_order_of_inserts() {
        let one = digest_of("('x', 1, 2), ('y', 3, 4)").await;
        assert_eq!(one, digest_of("('y', 3, 4), ('x', 1, 2)").await);
        let rows = "INSERT INTO t VALUES ('z', 0, 0), ('y', 3, 4), ('x', 1, 2); DELETE FROM t WHERE a = 'z'";
        assert_eq!(one, digest(&format!("PRAGMA page_size = 512; {TABLE} {rows}; VACUUM;")).await);
    }

    #[tokio::test]
    async fn the_digest_changes_with_each_value_its_type_and_its_place() {
        let rows = [
            "('x', 'ab', 'c')",
            "('x', 'a', 'bc')",
            "('x', 'abc', NULL)",
            "('x', NULL, 'abc')",
            "('x', '1', NULL)",
            "('x', 1, NULL)",
            "('x', 1.0, NULL)",
            "('x', x'31', NULL)",
            "('x', '', NULL)",
            "('x', NULL, NULL)",
            "('x', NULL, NULL), ('y', NULL, NULL)",
        ];
        let mut digests = Vec::new();
        for rows in rows {
            digests.push(digest_of(rows).await);
        }
        digests.push(digest(TABLE).await);
        digests.push(digest(&format!("{TABLE} CREATE INDEX i ON t (b);")).await);
        let all = digests.len();
        digests.sort();
        digests.dedup();
        assert_eq!(digests.len(), all);
    }
}
