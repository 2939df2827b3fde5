//! Dates in JSON, TOML and other serde formats.
//!
//! A date is written as a string in its text form. It is read from that, from a number, which is a
//! year, from a date of TOML, and from a table: `{ edtf = "1910/1945" }` or
//! `{ start = 1910, end = 1945 }`. [`Date::expanded`] writes the table, with the days that bound it.

use super::calendar::Day;
use super::expression::Date;
use crate::suggest::did_you_mean;
use serde::de::{self, IgnoredAny, MapAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::fmt;

/// The one key of the table as which the crate `toml` hands over its dates.
const TOML_DATE: &str = "$__toml_private_datetime";

impl Serialize for Date {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// ```
/// use annals_core::Date;
/// #[derive(serde::Deserialize)]
/// struct Row { date: Date }
/// let read = |row: &str| toml::from_str::<Row>(row).unwrap().date.to_string();
/// assert_eq!(read("date = \"1850~\""), "1850~");
/// assert_eq!(read("date = 1985"), "1985");
/// assert_eq!(read("date = 1985-04-12"), "1985-04-12");
/// assert_eq!(read("date = { start = 1910, end = \"1945-08\" }"), "1910/1945-08");
/// assert_eq!(read("date = { start = 1910, end = \"..\" }"), "1910/..");
/// ```
impl<'de> Deserialize<'de> for Date {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Date, D::Error> {
        deserializer.deserialize_any(DateVisitor)
    }
}

/// A date together with the days that bound it, for readers that know no EDTF.
///
/// ```
/// use annals_core::Date;
/// let date: Date = "[2022-08,2022-09]".parse()?;
/// let json = serde_json::to_string(&date.expanded()).unwrap();
/// assert_eq!(
///     json,
///     r#"{"edtf":"[2022-08,2022-09]","earliest":"2022-08-01","latest":"2022-09-30"}"#
/// );
/// assert_eq!(serde_json::from_str::<Date>(&json).unwrap(), date);
/// # Ok::<(), annals_core::DateError>(())
/// ```
#[derive(Clone, Debug, Serialize)]
pub struct Expanded<'a> {
    edtf: &'a Date,
    #[serde(skip_serializing_if = "Option::is_none")]
    earliest: Option<Day>,
    #[serde(skip_serializing_if = "Option::is_none")]
    latest: Option<Day>,
}

impl Date {
    /// The date as a table: its text form and the days that bound it, where they are known.
    ///
    /// It reads back as the date itself.
    pub fn expanded(&self) -> Expanded<'_> {
        Expanded { edtf: self, earliest: self.earliest().day(), latest: self.latest().day() }
    }
}

struct DateVisitor;

impl<'de> Visitor<'de> for DateVisitor {
    type Value = Date;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(
            "a date such as \"1985-04-12\", a year, or a table with `edtf` or `start` and `end`",
        )
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<Date, E> {
        text.parse().map_err(E::custom)
    }

    fn visit_i64<E: de::Error>(self, year: i64) -> Result<Date, E> {
        // As a text, so that a year has to be one that can be counted and written.
        let text = if year.abs() <= 9999 {
            super::calendar::IsoYear(year).to_string()
        } else {
            format!("Y{year}")
        };
        self.visit_str(&text)
    }

    fn visit_u64<E: de::Error>(self, year: u64) -> Result<Date, E> {
        i64::try_from(year).map_err(E::custom).and_then(|year| self.visit_i64(year))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Date, A::Error> {
        let mut table = Table::default();
        while let Some(key) = map.next_key::<String>()? {
            match key.as_str() {
                TOML_DATE => return toml_date(&map.next_value::<String>()?),
                "edtf" => table.edtf = Some(map.next_value()?),
                "start" => table.start = Some(map.next_value()?),
                "end" => table.end = Some(map.next_value()?),
                "earliest" => table.earliest = Some(map.next_value()?),
                "latest" => table.latest = Some(map.next_value()?),
                _ => {
                    map.next_value::<IgnoredAny>()?;
                    return Err(de::Error::custom(did_you_mean("field", &key, TABLE_KEYS)));
                }
            }
        }
        table.date()
    }
}

const TABLE_KEYS: &[&str] = &["edtf", "start", "end", "earliest", "latest"];

/// The table form of a date.
#[derive(Default)]
struct Table {
    edtf: Option<Date>,
    start: Option<End>,
    end: Option<End>,
    earliest: Option<Day>,
    latest: Option<Day>,
}

impl Table {
    fn date<E: de::Error>(self) -> Result<Date, E> {
        let date = match (self.edtf, self.start, self.end) {
            (Some(date), None, None) => date,
            (None, None, None) => return Err(E::missing_field("edtf")),
            (None, start, end) => {
                let text = |end: Option<End>| end.map(|End(text)| text).unwrap_or_default();
                format!("{}/{}", text(start), text(end)).parse().map_err(E::custom)?
            }
            (Some(_), _, _) => {
                return Err(E::custom("a date is given by `edtf`, or by `start` and `end`"));
            }
        };
        let bounds =
            [("earliest", self.earliest, date.earliest()), ("latest", self.latest, date.latest())];
        for (name, said, is) in bounds {
            if let Some(said) = said.filter(|said| is.day() != Some(*said)) {
                return Err(E::custom(format!("the {name} day of {date} is {is}, not {said}")));
            }
        }
        Ok(date)
    }
}

/// An end of an interval: a date, `..` where it is open, or nothing where it is not known.
struct End(String);

impl<'de> Deserialize<'de> for End {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<End, D::Error> {
        deserializer.deserialize_any(EndVisitor)
    }
}

struct EndVisitor;

impl<'de> Visitor<'de> for EndVisitor {
    type Value = End;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a date, \"..\" for an open end or \"\" for one that is not known")
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<End, E> {
        match text {
            "" | ".." => Ok(End(text.to_owned())),
            _ => DateVisitor.visit_str(text).map(End::of),
        }
    }

    fn visit_i64<E: de::Error>(self, year: i64) -> Result<End, E> {
        DateVisitor.visit_i64(year).map(End::of)
    }

    fn visit_u64<E: de::Error>(self, year: u64) -> Result<End, E> {
        DateVisitor.visit_u64(year).map(End::of)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<End, A::Error> {
        match map.next_key::<String>()?.as_deref() {
            Some(TOML_DATE) => toml_date(&map.next_value::<String>()?).map(End::of),
            _ => Err(de::Error::invalid_type(de::Unexpected::Map, &self)),
        }
    }
}

impl End {
    fn of(date: Date) -> End {
        End(date.to_string())
    }
}

/// The day of a date of TOML, whatever time of day follows it.
fn toml_date<E: de::Error>(text: &str) -> Result<Date, E> {
    let day = text.split(['T', 't', ' ']).next().unwrap_or(text);
    day.parse().map_err(E::custom)
}

/// Writes the ISO 8601 form, as `Display` does.
impl Serialize for Day {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// Reads the ISO 8601 form, and dates of TOML.
impl<'de> Deserialize<'de> for Day {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Day, D::Error> {
        deserializer.deserialize_any(DayVisitor)
    }
}

struct DayVisitor;

impl<'de> Visitor<'de> for DayVisitor {
    type Value = Day;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a day such as \"1985-04-12\"")
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<Day, E> {
        day(text).ok_or_else(|| E::invalid_value(de::Unexpected::Str(text), &self))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Day, A::Error> {
        match map.next_key::<String>()?.as_deref() {
            Some(TOML_DATE) => self.visit_string(map.next_value()?),
            _ => Err(de::Error::invalid_type(de::Unexpected::Map, &self)),
        }
    }
}

/// Reads what `Display` writes. Unlike a [`Date`], a day may have a year of more than four digits.
fn day(text: &str) -> Option<Day> {
    let (rest, of_month) = text.rsplit_once('-')?;
    let (year, month) = rest.rsplit_once('-')?;
    let day = Day::from_civil(year.parse().ok()?, month.parse().ok()?, of_month.parse().ok()?)?;
    (day.to_string() == text).then_some(day)
}
