//! Two-generation cache (approximate LRU) with a capacity in bytes; see ADR 12.

use std::collections::HashMap;
use std::mem;
use std::sync::Arc;

/// Two-generation cache. Reads and writes go to the young map; when it is full, it replaces the old one. Entries read
/// often survive, others are dropped.
#[derive(Debug)]
pub(super) struct TwoGenerationCache<T> {
    /// Cache generation of all entries.
    generation: u64,
    young: HashMap<Box<str>, Arc<T>>,
    old: HashMap<Box<str>, Arc<T>>,
    young_bytes: usize,
    /// Capacity of each map, in bytes.
    capacity: usize,
}

/// Approximate overhead of an entry, in bytes.
const OVERHEAD: usize = 1_024;

impl<T> TwoGenerationCache<T> {
    /// Cache of at most `bytes`.
    pub fn new(bytes: usize) -> Self {
        let (young, old) = (HashMap::new(), HashMap::new());
        Self { generation: 0, young, old, young_bytes: 0, capacity: bytes / 2 }
    }

    /// Entry of `key` in the generation `generation`; `size` returns its bytes, to move it to the young map.
    pub fn get(&mut self, generation: u64, key: &str, size: fn(&T) -> usize) -> Option<Arc<T>> {
        if self.generation != generation {
            return None;
        }
        if let Some(answer) = self.young.get(key) {
            return Some(Arc::clone(answer));
        }
        let (key, answer) = self.old.remove_entry(key)?;
        self.put(generation, &key, &answer, size(&answer));
        Some(answer)
    }

    /// Stores `answer` of `size` bytes. A newer generation clears the cache; an older one is ignored, as is an entry
    /// over an eighth of a map.
    pub fn put(&mut self, generation: u64, key: &str, answer: &Arc<T>, size: usize) {
        if generation > self.generation {
            *self = Self { generation, ..Self::new(self.capacity * 2) };
        }
        let size = size + key.len() + OVERHEAD;
        if generation < self.generation || size > self.capacity / 8 {
            return;
        }
        if self.young_bytes + size > self.capacity {
            self.old = mem::take(&mut self.young);
            self.young_bytes = 0;
        }
        if self.young.insert(key.into(), Arc::clone(answer)).is_none() {
            self.young_bytes += size;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ANSWER: usize = 10_000;

    fn cache(answers: usize) -> TwoGenerationCache<Vec<u8>> {
        TwoGenerationCache::new(2 * answers * (ANSWER + OVERHEAD + 8))
    }

    fn put(cache: &mut TwoGenerationCache<Vec<u8>>, generation: u64, key: &str) {
        cache.put(generation, key, &Arc::new(vec![0; ANSWER]), ANSWER);
    }

    fn holds(cache: &mut TwoGenerationCache<Vec<u8>>, generation: u64, key: &str) -> bool {
        cache.get(generation, key, Vec::len).is_some()
    }

    #[test]
    fn entries_read_often_survive_and_others_are_evicted() {
        let mut cache = cache(10);
        put(&mut cache, 1, "often");
        for number in 0..1_000 {
            put(&mut cache, 1, &format!("{number}"));
            assert!(holds(&mut cache, 1, "often"), "{number}");
        }
        assert!(!holds(&mut cache, 1, "0"));
        assert!(cache.young.len() + cache.old.len() <= 20);
    }

    #[test]
    fn a_new_generation_clears_the_cache_and_an_old_one_is_not_stored() {
        let mut cache = cache(10);
        put(&mut cache, 1, "page");
        assert!(!holds(&mut cache, 2, "page"));

        put(&mut cache, 2, "other");
        put(&mut cache, 1, "page");

        assert!(holds(&mut cache, 2, "other"));
        assert!(!holds(&mut cache, 1, "page") && !holds(&mut cache, 2, "page"));
    }

    #[test]
    fn an_entry_over_an_eighth_of_the_capacity_is_not_stored() {
        let mut cache = cache(4);
        put(&mut cache, 1, "large");
        assert!(!holds(&mut cache, 1, "large"));
    }
}
