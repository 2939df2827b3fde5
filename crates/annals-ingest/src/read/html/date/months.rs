//! Days with the names of months, in languages that `annals-dates` has no grammar for:
//! "3 maggio 2021", "3 de maio de 2021", "3. května 2021".
//!
//! Only whole days are read, and only in the language of the page: the same word is another month
//! elsewhere.

use super::read::civil;
use annals_core::Day;
use std::ops::Range;

/// The months of a language from January on, as they stand in dates, in small letters; several
/// words of one month are parted by a blank. The names are those of the Unicode CLDR; a beginning
/// of three letters or more that only one month has is read as that month.
pub(super) struct Months {
    tags: &'static str,
    names: [&'static str; 12],
}

#[rustfmt::skip]
const LANGUAGES: [Months; 16] = [
    Months { tags: "it", names: ["gennaio", "febbraio", "marzo", "aprile", "maggio", "giugno", "luglio", "agosto", "settembre", "ottobre", "novembre", "dicembre"] },
    Months { tags: "nl", names: ["januari", "februari", "maart mrt", "april", "mei", "juni", "juli", "augustus", "september", "oktober", "november", "december"] },
    Months { tags: "pt gl", names: ["janeiro xaneiro", "fevereiro febreiro", "março marzo", "abril", "maio", "junho xuño", "julho xullo", "agosto", "setembro", "outubro", "novembro", "dezembro decembro"] },
    Months { tags: "ca", names: ["gener", "febrer", "març", "abril", "maig", "juny", "juliol", "agost", "setembre", "octubre", "novembre", "desembre"] },
    Months { tags: "ro", names: ["ianuarie", "februarie", "martie", "aprilie", "mai", "iunie", "iulie", "august", "septembrie", "octombrie", "noiembrie", "decembrie"] },
    Months { tags: "sv", names: ["januari", "februari", "mars", "april", "maj", "juni", "juli", "augusti", "september", "oktober", "november", "december"] },
    Months { tags: "da", names: ["januar", "februar", "marts", "april", "maj", "juni", "juli", "august", "september", "oktober", "november", "december"] },
    Months { tags: "no nb nn", names: ["januar", "februar", "mars", "april", "mai", "juni", "juli", "august", "september", "oktober", "november", "desember"] },
    Months { tags: "fi", names: ["tammikuuta", "helmikuuta", "maaliskuuta", "huhtikuuta", "toukokuuta", "kesäkuuta", "heinäkuuta", "elokuuta", "syyskuuta", "lokakuuta", "marraskuuta", "joulukuuta"] },
    Months { tags: "pl", names: ["stycznia", "lutego luty", "marca marzec", "kwietnia kwiecień", "maja", "czerwca czerwiec", "lipca lipiec", "sierpnia sierpień", "września wrzesień", "października", "listopada", "grudnia grudzień"] },
    Months { tags: "cs", names: ["ledna leden", "února", "března březen", "dubna duben", "května květen", "června", "července", "srpna srpen", "září", "října", "listopadu", "prosince"] },
    Months { tags: "sk", names: ["januára", "februára", "marca", "apríla", "mája", "júna", "júla", "augusta", "septembra", "októbra", "novembra", "decembra"] },
    Months { tags: "ru", names: ["января", "февраля", "марта", "апреля", "мая", "июня", "июля", "августа", "сентября", "октября", "ноября", "декабря"] },
    Months { tags: "uk", names: ["січня", "лютого", "березня", "квітня", "травня", "червня", "липня", "серпня", "вересня", "жовтня", "листопада", "грудня"] },
    Months { tags: "tr", names: ["ocak", "şubat", "mart", "nisan", "mayıs", "haziran", "temmuz", "ağustos", "eylül", "ekim", "kasım", "aralık"] },
    Months { tags: "id", names: ["januari", "februari", "maret", "april", "mei", "juni", "juli", "agustus", "september", "oktober", "november", "desember"] },
];

impl Months {
    /// Those of a language by its primary tag.
    pub(super) fn named(tag: &str) -> Option<&'static Months> {
        LANGUAGES.iter().find(|months| months.tags.split(' ').any(|known| known == tag))
    }

    /// All days of a text that are written with the name of a month and a year.
    pub(super) fn days(&self, text: &str) -> Vec<(Range<usize>, Day)> {
        let words: Vec<_> = words(text).collect();
        (0..words.len()).filter_map(|at| self.day_at(text, &words[at..])).collect()
    }

    /// The day with which a row of words begins: day, month, year, with "de" between them or not.
    fn day_at(&self, text: &str, words: &[Range<usize>]) -> Option<(Range<usize>, Day)> {
        let is_particle =
            |word: &Range<usize>| matches!(&text[word.clone()], "de" | "del" | "di" | "DE");
        let first = words.first()?;
        let mut parts = words[1..].iter().filter(|word| !is_particle(word));
        let (month, last) = (parts.next()?, parts.next()?);
        let day = text[first.clone()].parse().ok().filter(|_| first.len() <= 2)?;
        let year = text[last.clone()].parse().ok().filter(|_| last.len() == 4)?;
        let signs = |c: char| c.is_alphanumeric() || c.is_whitespace() || ".,ºª°".contains(c);
        let span = first.start..last.end;
        let is_one = text[span.clone()].chars().all(signs);
        let month = is_one.then(|| self.month(&text[month.clone()]))??;
        civil(year, month, day).map(|day| (span, day))
    }

    /// The number of the month that a word names.
    fn month(&self, word: &str) -> Option<u16> {
        const SHORTEST: usize = 3;
        let word = word.to_lowercase();
        if word.chars().count() < SHORTEST {
            return None;
        }
        let named = |fits: &dyn Fn(&str) -> bool| {
            let mut months = (1..).zip(self.names).filter(|(_, names)| names.split(' ').any(fits));
            months.next().filter(|_| months.next().is_none()).map(|(month, _)| month)
        };
        named(&|name| name == word).or_else(|| named(&|name| name.starts_with(&word)))
    }
}

/// The runs of digits and of letters in a text.
fn words(text: &str) -> impl Iterator<Item = Range<usize>> {
    let mut at = 0;
    std::iter::from_fn(move || {
        at += text[at..].find(char::is_alphanumeric)?;
        let is_number = text[at..].starts_with(|c: char| c.is_ascii_digit());
        let ends = |c: char| !c.is_alphanumeric() || c.is_ascii_digit() != is_number;
        let start = at;
        at += text[at..].find(ends).unwrap_or(text.len() - at);
        Some(start..at)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn first(tag: &str, text: &str) -> Option<String> {
        let days = Months::named(tag)?.days(text);
        days.first().map(|(_, day)| day.to_string())
    }

    #[test]
    fn days_are_read_in_each_language() {
        for (tag, text) in [
            ("it", "Lione, lunedì 3 maggio 2021"),
            ("it", "3 Mag. 2021, ore 10"),
            ("nl", "Geplaatst op 3 mei 2021"),
            ("pt", "3 de maio de 2021 às 10h30"),
            ("ca", "3 de maig del 2021"),
            ("ro", "3 mai 2021"),
            ("sv", "den 3 maj 2021"),
            ("da", "3. maj 2021"),
            ("nb", "3. mai 2021"),
            ("fi", "3. toukokuuta 2021"),
            ("pl", "3 maja 2021 r."),
            ("cs", "3. května 2021"),
            ("sk", "3. mája 2021"),
            ("ru", "Понедельник, 3 мая 2021 г."),
            ("uk", "3 травня 2021"),
            ("tr", "03 Mayıs 2021 Pazartesi"),
            ("id", "3 Mei 2021"),
        ] {
            assert_eq!(first(tag, text).as_deref(), Some("2021-05-03"), "{tag}: {text}");
        }
        assert_eq!(first("nl", "3 mrt 2021").as_deref(), Some("2021-03-03"));
        assert_eq!(first("cs", "3. července 2021").as_deref(), Some("2021-07-03"));
    }

    #[test]
    fn what_is_no_whole_day_of_one_language_is_not_read() {
        for (tag, text) in [
            ("it", "maggio 2021"),
            ("it", "3 maggio"),
            ("it", "3 ma 2021"),
            ("it", "3 mulini 2021"),
            ("it", "31 aprile 2021"),
            ("it", "3 (maggio) 2021"),
            ("it", "103 maggio 2021"),
            ("it", "3 mei 2021"),
            ("sv", "3 ju 2021"),
            ("cs", "3. červ 2021"),
        ] {
            assert_eq!(first(tag, text), None, "{tag}: {text}");
        }
    }

    #[test]
    fn names_tell_twelve_months_apart() {
        for months in &LANGUAGES {
            for (number, names) in (1..).zip(months.names) {
                for name in names.split(' ') {
                    assert_eq!(months.month(name), Some(number), "{}: {name}", months.tags);
                    assert_eq!(name.to_lowercase(), name);
                }
            }
        }
    }
}
