//! Dates in JSON, TOML and other serde formats: a string in the text form, or a year as a number.

use super::expression::Date;
use serde::de::{self, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::fmt;

impl Serialize for Date {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Date {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Date, D::Error> {
        deserializer.deserialize_any(Text)
    }
}

struct Text;

impl Visitor<'_> for Text {
    type Value = Date;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a date such as \"1985-04-12\" or a year")
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<Date, E> {
        text.parse().map_err(E::custom)
    }

    fn visit_i64<E: de::Error>(self, year: i64) -> Result<Date, E> {
        Ok(Date::year(year))
    }

    fn visit_u64<E: de::Error>(self, year: u64) -> Result<Date, E> {
        i64::try_from(year).map(Date::year).map_err(E::custom)
    }
}
