//! Places that are used again and again.
//!
//! A collection has millions of short texts, and to ask for memory a dozen times for each costs
//! more than to read it. So each thread keeps the places that its last text needed for the next.

use std::cell::Cell;
use std::ops::{Deref, DerefMut};
use std::thread::LocalKey;

/// A value that its thread keeps when it is no longer needed.
#[derive(Debug)]
pub(crate) struct Reused<T: Place> {
    value: T,
    home: &'static LocalKey<Cell<T>>,
}

/// What can be kept.
pub(crate) trait Place: Default + 'static {
    /// Forgets what it holds; tells whether it is small enough to be kept.
    fn empty(&mut self) -> bool;
}

impl<T: Place> Reused<T> {
    /// What the thread has kept, or a new one.
    pub(crate) fn of(home: &'static LocalKey<Cell<T>>) -> Reused<T> {
        Reused { value: home.try_with(Cell::take).unwrap_or_default(), home }
    }
}

impl<T: Place> Drop for Reused<T> {
    fn drop(&mut self) {
        if self.value.empty() {
            let value = std::mem::take(&mut self.value);
            // A thread that ends keeps nothing.
            let _ = self.home.try_with(|home| home.set(value));
        }
    }
}

impl<T: Place> Deref for Reused<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.value
    }
}

impl<T: Place> DerefMut for Reused<T> {
    fn deref_mut(&mut self) -> &mut T {
        &mut self.value
    }
}
