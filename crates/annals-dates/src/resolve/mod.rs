//! From what an expression says to the calendar time that it stands for.
//!
//! One small function a meaning; total, and without a clock. What cannot be told stays without a
//! date and says why.

mod clock;
mod combine;
mod holiday;
mod length;
mod part;
mod relative;
mod unit;
mod yearless;

use crate::context::Context;
use crate::meaning::{Meaning, Unit};
use crate::timex::{Timex, TimexKind};
use crate::words::Words;
use annals_core::{Anchor, AnchorKind, Date, Single, Unit as CalendarUnit};
use clock::clock;
pub(crate) use combine::{combine, put_in_order};
use holiday::{holiday_in, whole_feast};
use length::{length, repeated, vague};
use part::{about, fraction, inside, nth_of, part_of, week_of, weekend_of, within};
use relative::{
    bare_unit, bare_weekday, day_of_month, shift, unit_offset, weekday_of, which_named, window,
};
use unit::is_writable;
use yearless::{calendar_day, decade_before_christ, numeric, short_decade, short_year, yearless};

/// What an expression stands for, and how that was reckoned.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Resolution {
    /// The TIMEX3 annotation.
    pub timex: Option<Timex>,
    /// The calendar time, where it names one.
    pub date: Option<Date>,
    /// The date that it was reckoned from; `None` where it needs none.
    pub anchor: Option<Anchor>,
    /// The reckoning in a few words: "back 3 days".
    pub step: Words,
    /// Why it means that, or why it cannot be told, in a sentence fit to print.
    pub why: Words,
    /// What was not written but inferred.
    pub inferred: Vec<Field>,
    /// What else it could mean, and why that was not chosen.
    pub alternatives: Vec<(Date, Words)>,
}

/// A part of a date.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(missing_docs, reason = "the names say it")]
pub enum Field {
    Century,
    Year,
    Month,
    Week,
    Day,
}

/// What a meaning stands for in its context.
///
/// ```
/// use annals_core::{Day, Weekday};
/// use annals_dates::{Context, Meaning, Reference, Tense, resolve};
/// let monday = Day::from_civil(2022, 7, 18).unwrap();
/// let context = Context { reference: Some(Reference::published(monday)), ..Context::default() };
/// let found = resolve(&Meaning::Weekday(Weekday::Monday), &context);
/// assert_eq!(found.date.unwrap().to_string(), "2022-07-18");
/// assert_eq!(found.why, "Monday: the publication day itself is a Monday");
/// ```
pub fn resolve(meaning: &Meaning, context: &Context) -> Resolution {
    match meaning {
        Meaning::Day { year, month, day, weekday } => {
            calendar_day(*year, *month, *day, *weekday, context)
        }
        Meaning::Numeric { first, second, year } => numeric(*first, *second, *year, context),
        Meaning::Month { year: Some(year), month } => written(CalendarUnit::Month(*year, *month)),
        Meaning::Month { year: None, month } => {
            yearless(context, &|year| Some(CalendarUnit::Month(year, *month)))
        }
        Meaning::Season { year: Some(year), season } => {
            written(CalendarUnit::Season(*year, *season))
        }
        Meaning::Season { year: None, season } => {
            yearless(context, &|year| Some(CalendarUnit::Season(year, *season)))
        }
        Meaning::Holiday { year: Some(year), holiday } => match holiday_in(*year, *holiday) {
            Some(day) => whole_feast(*holiday, written(CalendarUnit::Day(day))),
            None => unresolved("that year has no such day"),
        },
        Meaning::Holiday { year: None, holiday } => {
            let in_year = |year| holiday_in(year, *holiday).map(CalendarUnit::Day);
            whole_feast(*holiday, yearless(context, &in_year))
        }
        Meaning::Week { year: Some(year), week } => match Date::week(*year, *week) {
            Some(_) => written(CalendarUnit::Week(*year, *week)),
            None => unresolved("that year has no such week"),
        },
        Meaning::Week { year: None, week } => yearless(context, &|year| {
            Date::week(year, *week).map(|_| CalendarUnit::Week(year, *week))
        }),
        Meaning::Year(year) => written(CalendarUnit::Year(*year)),
        Meaning::ShortYear(short) => short_year(*short, context),
        Meaning::LastDigit(_) => unresolved("the year is not written out"),
        Meaning::Decade(decade @ ..0) => decade_before_christ(*decade),
        Meaning::Decade(decade) => written(CalendarUnit::Decade(*decade)),
        Meaning::ShortDecade(digit) => short_decade(*digit, context),
        Meaning::Hundreds(hundreds) => written(CalendarUnit::Hundreds(*hundreds)),
        Meaning::Century(century) => written(CalendarUnit::Century(*century)),
        Meaning::Millennium(millennium) => written(CalendarUnit::Millennium(*millennium)),
        Meaning::Weekday(weekday) => bare_weekday(*weekday, context),
        Meaning::DayOfMonth(day) => day_of_month(*day, context),
        Meaning::DayOffset(offset) => unit_offset(Unit::Day, *offset, context, false),
        Meaning::UnitOffset { unit, offset } => unit_offset(*unit, *offset, context, false),
        Meaning::MentionOffset { unit, offset } => unit_offset(*unit, *offset, context, true),
        Meaning::Which { which, named, told } => which_named(*which, named, *told, context),
        Meaning::WeekdayOf { weekday, weeks } => weekday_of(*weekday, *weeks, context),
        Meaning::Shift { amount, direction, from } => shift(amount, *direction, *from, context),
        Meaning::BareUnit(unit) => bare_unit(*unit, context),
        Meaning::PartOf { part, of } => part_of(*part, resolve(of, context)),
        Meaning::Within { direction, of } => within(*direction, resolve(of, context)),
        Meaning::In { what, of } => inside(what, of, context),
        Meaning::NthOf { nth, what, of } => nth_of(*nth, *what, resolve(of, context)),
        Meaning::Beside { of, .. } => {
            let resolution = combine(meaning, &[resolve(of, context)]);
            let single = resolution.date.as_ref().and_then(first_single);
            let timex = single.map(|at| Timex::new(TimexKind::Date, at.unit.timex_value()));
            Resolution { timex, ..resolution }
        }
        Meaning::WeekOf { day, begins } => week_of(*begins, resolve(day, context)),
        Meaning::WeekendOf(day) => weekend_of(resolve(day, context)),
        Meaning::Lasting { from, .. } => combine(meaning, &[resolve(from, context)]),
        Meaning::EdgeOf { of, .. } => combine(meaning, &[resolve(of, context)]),
        Meaning::Clock { time, on } => clock(*time, on.as_deref(), context),
        Meaning::About(of) => about(resolve(of, context)),
        Meaning::Perhaps(of) => {
            let inner = resolve(of, context);
            Resolution { date: inner.date.map(Date::uncertainly), ..inner }
        }
        Meaning::Duration { amount, modifier } => {
            length(amount, *modifier, "a length of time has no date of its own")
        }
        Meaning::Window { amount, direction } => window(amount, *direction, context),
        Meaning::Set(every) => repeated(every),
        Meaning::Vague(era) => vague(*era),
        Meaning::Range(one, other) | Meaning::Between(one, other) => {
            combine(meaning, &[resolve(one, context), resolve(other, context)])
        }
        Meaning::Either(all) | Meaning::List(all) | Meaning::All(all) => {
            let all: Vec<Resolution> = all.iter().map(|one| resolve(one, context)).collect();
            combine(meaning, &all)
        }
        Meaning::Since(of)
        | Meaning::FromOn(of)
        | Meaning::OrLater(of)
        | Meaning::Until(of)
        | Meaning::By(of)
        | Meaning::Before(of)
        | Meaning::After(of)
        | Meaning::EndUnknown(of)
        | Meaning::StartUnknown(of) => combine(meaning, &[resolve(of, context)]),
        Meaning::Fraction { number, of, what } => fraction(*number, *of, resolve(what, context)),
        Meaning::Several(all) => several(all, context),
        Meaning::Undated => unresolved("it is said that no date is known"),
    }
}

fn first_single(date: &Date) -> Option<Single> {
    date.singles().next()
}

/// Words that could mean several things: no date, and all of them as alternatives.
fn several(all: &[Meaning], context: &Context) -> Resolution {
    let dates = all.iter().filter_map(|one| resolve(one, context).date);
    let alternatives = dates.map(|date| (date, "as the words can be read".into())).collect();
    Resolution { alternatives, ..unresolved("the words could mean several dates") }
}

fn unresolved(why: impl Into<Words>) -> Resolution {
    Resolution { why: why.into(), step: "not resolved".into(), ..Resolution::default() }
}

/// A unit that needed nothing but what was written.
fn written(unit: CalendarUnit) -> Resolution {
    found(unit.into(), None, "as written", "written in full", Vec::new())
}

fn found(
    single: Single,
    anchor: Option<Anchor>,
    step: impl Into<Words>,
    why: impl Into<Words>,
    inferred: Vec<Field>,
) -> Resolution {
    if !is_writable(single.unit) {
        return unresolved("the year lies beyond the calendar");
    }
    let timex = Some(Timex::new(TimexKind::Date, single.unit.timex_value()));
    let (step, why, alternatives) = (step.into(), why.into(), Vec::new());
    Resolution { timex, date: Some(single.into()), anchor, step, why, inferred, alternatives }
}

fn anchor_at(kind: AnchorKind, single: Single) -> Anchor {
    Anchor { kind, date: single.into() }
}

#[cfg(test)]
mod tests {
    use super::holiday::easter;
    use super::unit::unit_of;
    use super::*;
    use crate::Reference;
    use crate::context::Tense;
    use crate::meaning::{Amount, Count, Feast, Holiday, Nth, Origin};
    use crate::options::Direction;
    use crate::options::NumberOrder;
    use annals_core::{Day, Part, Season, Weekday};

    fn day(text: &str) -> Day {
        text.parse::<Date>().unwrap().earliest().day().unwrap()
    }

    /// The reference day is Friday, 1 March 2024.
    fn context(tense: Tense, mentioned: &str) -> Context {
        Context {
            reference: Some(Reference::published(day("2024-03-01"))),
            tense,
            mentioned: mentioned.parse::<Date>().ok().and_then(|date| date.singles().next()),
            ..Context::default()
        }
    }

    fn check(meaning: Meaning, context: &Context, date: &str, step: &str) {
        let found = resolve(&meaning, context);
        let text = found.date.map_or_else(|| "none".to_owned(), |date| date.to_string());
        assert_eq!(
            (text, found.step.to_string()),
            (date.to_owned(), step.to_owned()),
            "{meaning:?}"
        );
    }

    #[test]
    fn weekdays_lean_with_the_tense() {
        let monday = || Meaning::Weekday(Weekday::Monday);
        check(monday(), &context(Tense::Past, ""), "2024-02-26", "back 4 days");
        check(monday(), &context(Tense::Unknown, ""), "2024-02-26", "back 4 days");
        check(monday(), &context(Tense::Future, ""), "2024-03-04", "on 3 days");
        for tense in [Tense::Past, Tense::Present, Tense::Future, Tense::Unknown] {
            let friday = Meaning::Weekday(Weekday::Friday);
            check(friday, &context(tense, ""), "2024-03-01", "the same day");
        }
    }

    #[test]
    fn months_without_a_year_lean_with_the_tense() {
        let month = |month| Meaning::Month { year: None, month };
        check(month(5), &context(Tense::Past, ""), "2023-05", "back 1 year");
        check(month(5), &context(Tense::Future, ""), "2024-05", "the same year");
        check(month(1), &context(Tense::Future, ""), "2025-01", "on 1 year");
        check(month(3), &context(Tense::Past, ""), "2024-03", "the same year");
        check(month(12), &context(Tense::Unknown, ""), "2023-12", "back 1 year");
    }

    #[test]
    fn a_preference_decides_where_the_tense_does_not() {
        let with = |prefer, tense| Context { prefer: Some(prefer), ..context(tense, "") };
        let monday = || Meaning::Weekday(Weekday::Monday);
        check(monday(), &with(Direction::Future, Tense::Unknown), "2024-03-04", "on 3 days");
        check(monday(), &with(Direction::Future, Tense::Past), "2024-02-26", "back 4 days");
        check(monday(), &with(Direction::Past, Tense::Future), "2024-03-04", "on 3 days");
        let month = |month| Meaning::Month { year: None, month };
        check(month(12), &with(Direction::Future, Tense::Unknown), "2024-12", "the same year");
        check(month(4), &with(Direction::Past, Tense::Present), "2023-04", "back 1 year");
        let third = || Meaning::DayOfMonth(3);
        check(third(), &with(Direction::Past, Tense::Unknown), "2024-02-03", "same month, day 3");
        check(third(), &with(Direction::Future, Tense::Unknown), "2024-03-03", "same month, day 3");
    }

    #[test]
    fn a_day_near_the_reference_is_meant_whatever_the_tense() {
        let day = |month, day| Meaning::Day { year: None, month, day, weekday: None };
        check(day(2, 15), &context(Tense::Future, ""), "2024-02-15", "the same year");
        check(day(3, 15), &context(Tense::Past, ""), "2024-03-15", "the same year");
        check(day(1, 2), &context(Tense::Future, ""), "2025-01-02", "on 1 year");
    }

    #[test]
    fn a_winter_just_over_is_this_winter() {
        let named = Box::new(Meaning::Season { year: None, season: Season::Winter });
        let winter = Meaning::Which { which: 0, named, told: false };
        check(winter.clone(), &context(Tense::Past, ""), "2023-24", "the present");
        check(winter.clone(), &context(Tense::Future, ""), "2024-24", "the present");
        let january = Reference::published(day("2021-01-03"));
        let january = Context { reference: Some(january), ..Context::default() };
        check(winter, &january, "2020-24", "the present");
    }

    #[test]
    fn decades_without_a_century_lean_with_the_tense() {
        let twenties = || Meaning::ShortDecade(2);
        check(twenties(), &context(Tense::Past, ""), "192X", "the century added");
        check(twenties(), &context(Tense::Unknown, ""), "202X", "the century added");
        check(Meaning::ShortDecade(3), &context(Tense::Present, ""), "193X", "the century added");
        check(Meaning::ShortDecade(3), &context(Tense::Future, ""), "203X", "the century added");
    }

    #[test]
    fn a_weekday_decides_the_month_of_a_day() {
        let monday = |day| Meaning::In {
            what: Box::new(Meaning::Weekday(Weekday::Monday)),
            of: Box::new(Meaning::DayOfMonth(day)),
        };
        let fitting = "the month in which the weekday fits";
        check(monday(26), &context(Tense::Past, ""), "2024-02-26", fitting);
        check(monday(8), &context(Tense::Future, ""), "2024-04-08", fitting);
        check(monday(30), &context(Tense::Unknown, ""), "2023-10-30", fitting);
        check(monday(32), &context(Tense::Unknown, ""), "none", "not resolved");
    }

    #[test]
    fn beside_a_part_lies_another_and_before_the_end_may_be_in_it() {
        let month = || Meaning::Month { year: Some(2024), month: 6 };
        let part = |part| Meaning::PartOf { part, of: Box::new(month()) };
        let none = Context::default();
        let before = |of| Meaning::Before(Box::new(of));
        let after = |of| Meaning::After(Box::new(of));
        check(before(part(Part::Late)), &none, "[..late:2024-06]", "earlier than that");
        check(before(part(Part::Early)), &none, "[..late:2024-05]", "earlier than that");
        check(after(part(Part::Late)), &none, "[early:2024-07..]", "later than that");
        check(before(month()), &none, "[..2024-05]", "earlier than that");
    }

    #[test]
    fn a_year_written_before_is_shared() {
        let context = Context { year: Some(2018), ..context(Tense::Past, "2018-10-30") };
        let meaning = Meaning::Day { year: None, month: 11, day: 29, weekday: None };
        check(meaning, &context, "2018-11-29", "the year of the date before");
    }

    #[test]
    fn units_are_counted_from_the_reference_or_the_mention() {
        let offset = |unit, offset| Meaning::UnitOffset { unit, offset };
        let context = context(Tense::Past, "2010-05-05");
        check(offset(Unit::Week, -1), &context, "2024-W08", "back 1 week");
        check(offset(Unit::Quarter, -1), &context, "2023-36", "back 1 quarter");
        check(offset(Unit::Century, -1), &context, "C20", "back 1 century");
        let next_day = Meaning::MentionOffset { unit: Unit::Day, offset: 1 };
        check(next_day, &context, "2010-05-06", "on 1 day");
    }

    #[test]
    fn a_day_is_not_counted_from_a_month() {
        let next_day = Meaning::MentionOffset { unit: Unit::Day, offset: 1 };
        let context = context(Tense::Past, "2010-05");
        check(next_day.clone(), &context, "none", "not resolved");
        let found = resolve(&next_day, &context);
        assert_eq!(found.timex.unwrap().value, "2010-05-XX");
        assert!(found.why.to_string().contains("does not say which day"));
    }

    #[test]
    fn a_range_of_weekdays_goes_on_into_the_next_week() {
        let day = |weekday| Box::new(Meaning::Weekday(weekday));
        let range = Meaning::Range(day(Weekday::Thursday), day(Weekday::Saturday));
        let found = resolve(&range, &context(Tense::Future, ""));
        assert_eq!(found.date.unwrap().to_string(), "2024-03-07/2024-03-09");
    }

    #[test]
    fn amounts_go_back_in_their_own_unit() {
        let ago = |count, unit| Meaning::Shift {
            amount: Amount::new(count, unit),
            direction: -1,
            from: Origin::Reference,
        };
        let context = context(Tense::Past, "");
        check(ago(Count::Halves(20), Unit::Day), &context, "2024-02-20", "back 10 days");
        check(ago(Count::Halves(4), Unit::Year), &context, "2022", "back 2 years");
        check(ago(Count::Halves(3), Unit::Year), &context, "2022-09", "back 18 months");
        check(ago(Count::Unknown, Unit::Year), &context, "none", "no date");
    }

    #[test]
    fn amounts_of_two_units_are_counted_in_one() {
        let ago = |first, second| Meaning::Shift {
            amount: Amount(vec![(Count::Halves(4), first), (Count::ONE, second)]),
            direction: -1,
            from: Origin::Reference,
        };
        let context = context(Tense::Past, "");
        check(ago(Unit::Year, Unit::Month), &context, "2022-02", "back 25 months");
        check(ago(Unit::Week, Unit::Day), &context, "2024-02-15", "back 15 days");
        check(ago(Unit::Year, Unit::Day), &context, "none", "no date");
    }

    #[test]
    fn a_month_after_a_day_is_a_day() {
        let after = |unit, of: Meaning| Meaning::Beside {
            amount: Amount::new(Count::ONE, unit),
            direction: 1,
            of: Box::new(of),
        };
        let day = || Meaning::Day { year: Some(2023), month: 1, day: 31, weekday: None };
        let none = Context::default();
        check(after(Unit::Month, day()), &none, "2023-02-28", "counted from it");
        check(after(Unit::Year, day()), &none, "2024-01-31", "counted from it");
        check(after(Unit::Year, Meaning::Year(2023)), &none, "2024", "counted from it");
    }

    #[test]
    fn the_weekend_of_a_feast_takes_in_the_day_beside_it() {
        let weekend = |day| {
            let day = Meaning::Day { year: Some(2021), month: 11, day, weekday: None };
            let found = resolve(&Meaning::WeekendOf(Box::new(day)), &Context::default());
            found.date.map(|date| date.to_string())
        };
        // The first of November 2021 is a Monday.
        assert_eq!(weekend(1).as_deref(), Some("2021-10-30/2021-11-01"));
        assert_eq!(weekend(3).as_deref(), Some("2021-11-06/2021-11-07"));
        assert_eq!(weekend(4).as_deref(), Some("2021-11-04/2021-11-07"));
        assert_eq!(weekend(7).as_deref(), Some("2021-11-06/2021-11-07"));
    }

    #[test]
    fn a_week_lies_where_the_most_of_its_days_do() {
        let nth = |nth, month| Meaning::NthOf {
            nth,
            what: Nth::Unit(Unit::Week),
            of: Box::new(Meaning::Month { year: Some(2024), month }),
        };
        let date = |meaning| resolve(&meaning, &Context::default()).date.unwrap().to_string();
        assert_eq!(date(nth(1, 3)), "2024-W10");
        assert_eq!(date(nth(0, 3)), "2024-W13");
        assert_eq!(date(nth(1, 10)), "2024-W40");
    }

    #[test]
    fn nothing_is_guessed_without_a_reference() {
        let none = Context::default();
        check(Meaning::Weekday(Weekday::Monday), &none, "none", "not resolved");
        check(Meaning::DayOffset(-1), &none, "none", "not resolved");
        check(Meaning::Month { year: None, month: 5 }, &none, "none", "not resolved");
        check(Meaning::Month { year: Some(1912), month: 5 }, &none, "1912-05", "as written");
    }

    #[test]
    fn centuries_have_no_zeroth() {
        let first = CalendarUnit::Century(1);
        assert_eq!(first.shifted(-1), Some(CalendarUnit::Century(-1)));
        assert_eq!(unit_of(day("0001-01-01"), Unit::Century), Some(first));
        assert_eq!(unit_of(day("0000-12-31"), Unit::Century), Some(CalendarUnit::Century(-1)));
        assert_eq!(unit_of(day("-0099-01-01"), Unit::Century), Some(CalendarUnit::Century(-1)));
        assert_eq!(unit_of(day("-0100-01-01"), Unit::Century), Some(CalendarUnit::Century(-2)));
    }

    #[test]
    fn a_month_may_lack_a_fifth_weekday() {
        let fifth = |month| Meaning::Holiday {
            year: Some(2024),
            holiday: Holiday::Nth { month, nth: 5, weekday: Weekday::Friday },
        };
        check(fifth(3), &Context::default(), "2024-03-29", "as written");
        check(fifth(4), &Context::default(), "none", "not resolved");
    }

    #[test]
    fn feasts_of_other_calendars_fall_as_the_almanacs_say() {
        let moving = |feast, offset, days| Holiday::Moving { feast, offset, days };
        let islamic = |month, day, days| Holiday::Islamic { month, day, days };
        let cases = [
            (moving(Feast::OrthodoxEaster, 0, 1), 2016, "2016-05-01"),
            (moving(Feast::OrthodoxEaster, 0, 1), 2021, "2021-05-02"),
            (moving(Feast::OrthodoxEaster, -2, 1), 2025, "2025-04-18"),
            (moving(Feast::Passover, 0, 8), 2024, "2024-04-23/2024-04-30"),
            (moving(Feast::Passover, -30, 1), 2024, "2024-03-24"),
            (moving(Feast::RoshHashanah, 0, 2), 2023, "2023-09-16/2023-09-17"),
            (moving(Feast::RoshHashanah, 9, 1), 1973, "1973-10-06"),
            (moving(Feast::Hanukkah, 0, 8), 2023, "2023-12-08/2023-12-15"),
            (moving(Feast::Hanukkah, 0, 8), 2024, "2024-12-26/2025-01-02"),
            (islamic(9, 1, 30), 2023, "2023-03-23~/2023-04-21~"),
            (islamic(10, 1, 1), 2023, "2023-04-22~"),
            (islamic(12, 10, 1), 2006, "2006-01-10~"),
        ];
        for (holiday, year, expected) in cases {
            let meaning = Meaning::Holiday { year: Some(year), holiday };
            let found = resolve(&meaning, &Context::default());
            assert_eq!(found.date.unwrap().to_string(), expected);
        }
    }

    #[test]
    fn numbers_are_read_in_the_order_that_is_asked_for() {
        let numeric = |day, month| Meaning::Numeric { first: day, second: month, year: Some(2022) };
        let with = |order| Context { number_order: Some(order), ..Context::default() };
        check(numeric(3, 4), &with(NumberOrder::DayFirst), "2022-04-03", "as written");
        check(numeric(3, 4), &with(NumberOrder::MonthFirst), "2022-03-04", "as written");
        let range = Meaning::Range(Box::new(numeric(3, 4)), Box::new(numeric(5, 6)));
        check(range.clone(), &Context::default(), "none", "not resolved");
        let step = "from one to the other";
        check(range, &with(NumberOrder::MonthFirst), "2022-03-04/2022-05-06", step);
    }

    #[test]
    fn a_length_begins_with_a_date_or_lies_at_an_edge_of_it() {
        let none = Context::default();
        let amount = |count: i64, unit| Amount::new(Count::Halves(2 * count), unit);
        let day = || Meaning::Day { year: Some(2024), month: 3, day: 1, weekday: None };
        let lasting = |count, unit, from| Meaning::Lasting {
            amount: amount(count, unit),
            from: Box::new(from),
        };
        let step = "from then on, so long";
        check(lasting(3, Unit::Day, day()), &none, "2024-03-01/2024-03-03", step);
        check(lasting(2, Unit::Week, day()), &none, "2024-03-01/2024-03-14", step);
        check(lasting(3, Unit::Year, Meaning::Year(2015)), &none, "2015/2017", step);
        check(lasting(3, Unit::Day, Meaning::Year(2015)), &none, "none", step);
        let edge = |count, unit, last| Meaning::EdgeOf {
            amount: amount(count, unit),
            last,
            of: Box::new(Meaning::Year(2021)),
        };
        let step = "so much of it";
        check(edge(6, Unit::Month, false), &none, "2021-01/2021-06", step);
        check(edge(4, Unit::Month, true), &none, "2021-09/2021-12", step);
        check(edge(10, Unit::Day, false), &none, "2021-01-01/2021-01-10", step);
        check(edge(2, Unit::Week, true), &none, "2021-W51/2021-W52", step);
        check(edge(2, Unit::Week, false), &none, "2021-W01/2021-W02", step);
        check(edge(13, Unit::Month, false), &none, "none", step);
    }

    #[test]
    fn easter_falls_as_the_almanacs_say() {
        let easters = [
            "1818-03-22",
            "1943-04-25",
            "1954-04-18",
            "1981-04-19",
            "2000-04-23",
            "2024-03-31",
            "2038-04-25",
        ];
        for text in easters {
            let expected = day(text);
            assert_eq!(easter(expected.civil().year), Some(expected));
        }
    }
}
