//! Who does the work that falls into parts which do not depend on each other.
//!
//! Threads are the business of the program that uses this library. It says here how the parts are
//! done; which parts there are is decided by the work.

/// Does the same to many things, one after the other or many at a time.
///
/// What comes out stands in the order of what goes in, so that no result depends on who does the
/// work.
///
/// ```
/// use annals_ingest::Workers;
///
/// /// Two threads, each with one half.
/// struct Halves;
///
/// impl Workers for Halves {
///     fn map<T: Send, R: Send>(&self, mut things: Vec<T>, work: impl Fn(T) -> R + Send + Sync) -> Vec<R> {
///         let rest = things.split_off(things.len() / 2);
///         std::thread::scope(|scope| {
///             let rest = scope.spawn(|| rest.into_iter().map(&work).collect::<Vec<R>>());
///             let mut done: Vec<R> = things.into_iter().map(&work).collect();
///             done.extend(rest.join().unwrap());
///             done
///         })
///     }
/// }
///
/// assert_eq!(Halves.map(vec![1, 2, 3], |number| number * number), [1, 4, 9]);
/// ```
pub trait Workers: Sync {
    /// Does the work to each of the things.
    fn map<T: Send, R: Send>(&self, things: Vec<T>, work: impl Fn(T) -> R + Send + Sync) -> Vec<R>;

    /// Does two things, of which neither needs the other: one after the other, unless these workers
    /// know better.
    fn both<A: Send, B: Send>(
        &self,
        one: impl FnOnce() -> A + Send,
        other: impl FnOnce() -> B + Send,
    ) -> (A, B) {
        (one(), other())
    }
}

/// Works on one thing after the other, on the thread that asks.
#[derive(Clone, Copy, Debug, Default)]
pub struct OneByOne;

impl Workers for OneByOne {
    fn map<T: Send, R: Send>(&self, things: Vec<T>, work: impl Fn(T) -> R + Send + Sync) -> Vec<R> {
        things.into_iter().map(work).collect()
    }
}
