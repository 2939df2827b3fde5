//! Tables of text: CSV with commas, semicolons or tabs, read row by row.

use crate::import::{Import, LONGEST_RECORD};
use crate::text::one_line;

/// A table: the names of its columns, and its rows with their lines.
pub(crate) struct Sheet {
    pub(crate) head: Vec<String>,
    pub(crate) rows: Vec<Row>,
}

/// A row of a table.
pub(crate) struct Row {
    pub(crate) line: usize,
    cells: Vec<String>,
}

impl Sheet {
    /// Reads a table whose first row names its columns; rows that cannot be read are told.
    pub(crate) fn read(import: &mut Import<'_>, text: &str) -> Sheet {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let mut reader = csv::ReaderBuilder::new()
            .delimiter(delimiter(text.trim_start()))
            .has_headers(false)
            .flexible(true)
            .from_reader(text.as_bytes());
        let mut lines = LineCount { text, counted: 0, line: 1 };
        let mut sheet = Sheet { head: Vec::new(), rows: Vec::new() };
        let mut record = csv::StringRecord::new();
        loop {
            match reader.read_record(&mut record) {
                // A text with any number of columns has no faults.
                Ok(false) | Err(_) => return sheet,
                Ok(true) if record.as_slice().trim().is_empty() => {}
                Ok(true) => {
                    let line = lines.at(record.position().map_or(0, csv::Position::byte));
                    if record.as_slice().len() > LONGEST_RECORD {
                        import.losses.place.line = Some(line);
                        let message = "this row is longer than 32 MiB: it is left out";
                        import.losses.error("import/long", message, record.get(0).unwrap_or(""));
                        import.losses.leave();
                    } else if sheet.head.is_empty() {
                        sheet.head = record.iter().map(one_line).collect();
                    } else {
                        let cells = record.iter().map(str::to_owned).collect();
                        sheet.rows.push(Row { line, cells });
                    }
                }
            }
        }
    }

    /// Where the column of that name stands, whatever its case.
    pub(crate) fn column(&self, name: &str) -> Option<usize> {
        self.head.iter().position(|head| head.eq_ignore_ascii_case(name))
    }

    /// The text of a row in the column of that name; empty where there is none.
    pub(crate) fn cell<'a>(&self, row: &'a Row, name: &str) -> &'a str {
        self.column(name).and_then(|at| row.cells.get(at)).map_or("", |cell| cell.trim())
    }

    /// Tells what a row has in columns that are not known.
    pub(crate) fn tell_unread(&self, import: &mut Import<'_>, row: &Row, known: &[&str]) {
        for (at, cell) in row.cells.iter().enumerate() {
            let cell = cell.trim();
            match self.head.get(at) {
                _ if cell.is_empty() => {}
                Some(name) if known.iter().any(|known| name.eq_ignore_ascii_case(known)) => {}
                Some(name) if !name.is_empty() => import.unread(name, cell),
                _ => {
                    let message = "a cell under no heading is not taken over";
                    import.losses.warn("import/field", message, cell);
                }
            }
        }
    }
}

/// Counts lines up to places that come in order. The reader's own count is behind by one where
/// lines end in CRLF.
struct LineCount<'a> {
    text: &'a str,
    counted: usize,
    line: usize,
}

impl LineCount<'_> {
    /// The line of the record that begins there, or after the line breaks there.
    fn at(&mut self, byte: u64) -> usize {
        let rest = self.text.as_bytes().get(byte as usize..).unwrap_or_default();
        let breaks = rest.iter().take_while(|byte| matches!(byte, b'\r' | b'\n')).count();
        let until = (byte as usize + breaks).min(self.text.len());
        let between = self.text.as_bytes().get(self.counted..until).unwrap_or_default();
        self.line += between.iter().filter(|byte| **byte == b'\n').count();
        self.counted = until;
        self.line
    }
}

/// The mark that stands most often between the columns of the first line, outside quotes.
fn delimiter(text: &str) -> u8 {
    let mut counts = [(0, b','), (0, b';'), (0, b'\t')];
    let mut quoted = false;
    for byte in text.bytes() {
        match byte {
            b'"' => quoted = !quoted,
            b'\n' | b'\r' if !quoted => break,
            byte if !quoted => {
                counts.iter_mut().filter(|(_, mark)| *mark == byte).for_each(|(n, _)| *n += 1);
            }
            _ => {}
        }
    }
    // Of equally many the comma, which comes last when the rest is turned round.
    counts.into_iter().rev().max_by_key(|(count, _)| *count).map_or(b',', |(_, mark)| mark)
}

/// Writes a row: cells are quoted where they must be, and the line ends in CRLF (RFC 4180).
pub(crate) fn write_row(table: &mut String, cells: &[String]) {
    for (index, cell) in cells.iter().enumerate() {
        if index > 0 {
            table.push(',');
        }
        if cell.contains([',', '"', '\r', '\n']) {
            table.push('"');
            table.push_str(&cell.replace('"', "\"\""));
            table.push('"');
        } else {
            table.push_str(cell);
        }
    }
    table.push_str("\r\n");
}

/// A text that no spreadsheet takes for a formula: those take a cell that begins with `=`, `+`, `-`
/// or `@` for one, and hide an apostrophe before it, as OWASP advises.
pub(crate) fn harmless(text: &str) -> String {
    if needs_apostrophe(text) { format!("'{text}") } else { text.to_owned() }
}

/// The text of a cell that was made harmless.
pub(crate) fn without_apostrophe(cell: &str) -> &str {
    cell.strip_prefix('\'').filter(|rest| needs_apostrophe(rest)).unwrap_or(cell)
}

/// Apostrophes before a mark are followed, so that one more can always be taken off again.
fn needs_apostrophe(text: &str) -> bool {
    text.trim_start_matches('\'').starts_with(['=', '+', '-', '@'])
}

#[cfg(test)]
mod tests {
    use super::*;
    use annals_core::NoPhrases;
    use proptest::prelude::*;

    #[test]
    fn no_text_is_a_formula() {
        assert_eq!(harmless("=HYPERLINK(\"x\")"), "'=HYPERLINK(\"x\")");
        assert_eq!(harmless("1912"), "1912");
        assert_eq!(without_apostrophe("'=x"), "=x");
        assert_eq!(without_apostrophe("'tis"), "'tis");
    }

    #[test]
    fn cells_are_quoted_where_they_must_be() {
        let mut table = String::new();
        write_row(&mut table, &["a".to_owned(), "b,\"c\"".to_owned()]);
        assert_eq!(table, "a,\"b,\"\"c\"\"\"\r\n");
    }

    #[test]
    fn marks_between_columns_are_told_by_the_head() {
        assert_eq!(delimiter("a;b;\"c,d,e,f\"\n1,2,3,4,5,6"), b';');
        assert_eq!(delimiter("a\tb\n"), b'\t');
        assert_eq!(delimiter("title\n"), b',');
    }

    #[test]
    fn lines_are_those_of_the_file() {
        let mut import = Import::new(&NoPhrases);
        let sheet =
            Sheet::read(&mut import, "\u{feff}\r\n\r\nTitle,Date\r\n\"a\r\nb\",1\r\nc,2\r\n");
        let found: Vec<(usize, &str)> =
            sheet.rows.iter().map(|row| (row.line, sheet.cell(row, "title"))).collect();
        assert_eq!(found, [(4, "a\r\nb"), (6, "c")]);
    }

    proptest! {
        #[test]
        fn harmless_texts_read_back(text in "['=+@a-]{0,6}") {
            let cell = harmless(&text);
            prop_assert_eq!(without_apostrophe(&cell), text);
        }
    }
}
