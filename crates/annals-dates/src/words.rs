//! Words of an explanation, which are put together when somebody reads them.
//!
//! Every result explains itself, but of a large collection hardly any explanation is ever read. So
//! a result keeps what its words are made of, and the words are made on demand.

use crate::explain;
use serde::{Serialize, Serializer};
use std::borrow::Cow;
use std::fmt;
use std::sync::Arc;

/// Words that explain a result, to be printed or turned into a `String`.
///
/// ```
/// use annals_core::{Day, Weekday};
/// use annals_dates::{Context, Meaning, Reference, resolve};
/// let friday = Day::from_civil(2024, 3, 1).map(Reference::published);
/// let context = Context { reference: friday, ..Context::default() };
/// let found = resolve(&Meaning::Weekday(Weekday::Monday), &context);
/// assert_eq!(found.step, "back 4 days");
/// assert_eq!(found.why.to_string(), "Monday: the last before the publication day, 1 March 2024");
/// ```
#[derive(Clone)]
pub struct Words(Kind);

#[derive(Clone)]
enum Kind {
    Fixed(&'static str),
    /// So many units of this name on or back. There are millions of these, and small counts are
    /// enough for nearly all.
    Step(i32, &'static str),
    Later(Arc<dyn Fn() -> String + Send + Sync>),
}

impl Words {
    /// Words that this makes when they are asked for.
    pub(crate) fn later(words: impl Fn() -> String + Send + Sync + 'static) -> Words {
        Words(Kind::Later(Arc::new(words)))
    }

    /// A step of so many units: "back 3 days".
    pub(crate) fn step(offset: i64, unit: &'static str) -> Words {
        match i32::try_from(offset) {
            Ok(small) => Words(Kind::Step(small, unit)),
            Err(_) => Words::later(move || explain::step(offset, unit)),
        }
    }
}

impl fmt::Display for Words {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Kind::Fixed(words) => f.write_str(words),
            Kind::Step(offset, unit) => f.write_str(&explain::step(i64::from(*offset), unit)),
            Kind::Later(words) => f.write_str(&words()),
        }
    }
}

impl fmt::Debug for Words {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}", self.to_string())
    }
}

impl Default for Words {
    fn default() -> Words {
        Words(Kind::Fixed(""))
    }
}

impl PartialEq for Words {
    fn eq(&self, other: &Words) -> bool {
        self.to_string() == other.to_string()
    }
}

impl Eq for Words {}

impl PartialEq<str> for Words {
    fn eq(&self, other: &str) -> bool {
        let words = self.to_string();
        words == other
    }
}

impl PartialEq<&str> for Words {
    fn eq(&self, other: &&str) -> bool {
        self == *other
    }
}

impl From<&'static str> for Words {
    fn from(words: &'static str) -> Words {
        Words(Kind::Fixed(words))
    }
}

impl From<String> for Words {
    fn from(words: String) -> Words {
        Words::later(move || words.clone())
    }
}

/// Words that are fixed are not copied.
impl From<Words> for Cow<'static, str> {
    fn from(words: Words) -> Cow<'static, str> {
        match words.0 {
            Kind::Fixed(words) => words.into(),
            Kind::Step(offset, unit) => explain::step(i64::from(offset), unit).into(),
            Kind::Later(words) => words().into(),
        }
    }
}

impl Serialize for Words {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}
