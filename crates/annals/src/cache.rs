//! What was extracted from articles, kept between runs: an unchanged article is not read twice.
//!
//! One file holds what the last run needed. It is found by a hash of the article and of the program
//! itself, so that a program with other rules finds nothing of it. The folder can be deleted at any
//! time; whatever is wrong with it costs only the time that it would have saved. What an extraction
//! is and how it is made is not known here.

use annals_ingest::{Article, Extraction};
use rapidhash::quality::RapidHasher;
use rapidhash::v3::{rapidhash_v3, rapidhash_v3_file};
use std::collections::{BTreeMap, HashMap};
use std::fs::{self, File};
use std::hash::{Hash, Hasher};
use std::io::{self, BufWriter, Write};
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

/// The folder of a data folder that this program keeps for itself, and the cache in it. The walk
/// passes over hidden folders.
const HIDDEN: &str = ".annals";
const CACHE: &str = "cache";

const FILE: &str = "extractions.annals";
const MAGIC: &[u8] = b"annals extractions 1\n";
/// Before each entry: its key, the hash of its bytes and how many they are.
const HEAD: usize = 16 + 8 + 8;

/// Whether extractions are kept, and where.
#[derive(clap::Args)]
pub(crate) struct CacheArgs {
    /// The folder that keeps what articles tell, so that unchanged ones are not read again;
    /// .annals/cache in a data folder where nothing is said
    #[arg(long, value_name = "DIR", conflicts_with = "no_cache")]
    cache: Option<PathBuf>,
    /// Read every article anew and keep nothing
    #[arg(long)]
    no_cache: bool,
}

/// Extractions of an earlier run, and those of this one.
pub(crate) struct Cache {
    folder: PathBuf,
    program: u64,
    earlier: Vec<u8>,
    /// Where in `earlier` the extraction of an article is.
    places: HashMap<Key, Range<usize>>,
    /// What this run needed: new bytes, or nothing where those of the earlier run are good.
    needed: Mutex<BTreeMap<Key, Option<Vec<u8>>>>,
}

/// What an article is known by: two hashes of all that is known of it.
type Key = [u64; 2];

impl CacheArgs {
    /// The cache that the user named, or that of the data folder.
    pub(crate) fn of_data(&self, dir: &Path) -> Option<Cache> {
        if self.no_cache {
            return None;
        }
        let hidden = dir.join(HIDDEN);
        let own = hidden.join(CACHE);
        // A data folder from elsewhere cannot make this program write outside of it.
        let is_safe = !hidden.is_symlink() && !own.is_symlink();
        self.named().or_else(|| is_safe.then(|| Cache::open(own)).flatten())
    }

    /// The cache that the user named.
    pub(crate) fn named(&self) -> Option<Cache> {
        self.cache.clone().and_then(Cache::open)
    }
}

impl Cache {
    /// The cache in a folder, which need not exist; none where the program cannot read itself, and
    /// so cannot tell which extractions it would make again.
    pub(crate) fn open(folder: PathBuf) -> Option<Cache> {
        let program =
            std::env::current_exe().and_then(File::open).and_then(rapidhash_v3_file).ok()?;
        Some(Cache::of_program(folder, program))
    }

    fn of_program(folder: PathBuf, program: u64) -> Cache {
        let file = folder.join(FILE);
        // What is no file might never end.
        let is_file = file.metadata().is_ok_and(|known| known.is_file());
        let earlier = if is_file { fs::read(&file).unwrap_or_default() } else { Vec::new() };
        let places = entries(&earlier);
        Cache { folder, program, earlier, places, needed: Mutex::default() }
    }

    /// The extraction of an article: that of an earlier run, or the one that is made now.
    ///
    /// # Errors
    /// What `make` fails with.
    pub(crate) fn extraction<E>(
        &self,
        article: &Article,
        make: impl FnOnce() -> Result<Extraction, E>,
    ) -> Result<Extraction, E> {
        let key = self.key(article);
        if let Some(found) = self.find(key, article) {
            self.need(key, None);
            return Ok(found);
        }
        let mut made = make()?;
        // The text is in the article already.
        let text = std::mem::take(&mut made.article.text);
        if let Ok(bytes) = serde_json::to_vec(&made) {
            self.need(key, Some(bytes));
        }
        made.article.text = text;
        Ok(made)
    }

    /// Keeps what this run needed and forgets the rest.
    pub(crate) fn save(self) {
        let needed = self.needed.lock().unwrap_or_else(PoisonError::into_inner);
        let is_same = needed.len() == self.places.len() && needed.values().all(Option::is_none);
        if !is_same {
            // The next run is slower then, and that is all.
            let _ = self.write(&needed);
        }
    }

    /// The file takes its place whole, so that another run never sees half of it.
    fn write(&self, needed: &BTreeMap<Key, Option<Vec<u8>>>) -> io::Result<()> {
        make_folder(&self.folder)?;
        let prefix = format!("{FILE}.new-");
        for entry in fs::read_dir(&self.folder)?.flatten() {
            if entry.file_name().as_encoded_bytes().starts_with(prefix.as_bytes()) {
                // A killed run left it. A run that goes on right now loses what it would keep.
                let _ = fs::remove_file(entry.path());
            }
        }
        let staged = self.folder.join(format!("{prefix}{}", std::process::id()));
        let done = self
            .write_entries(&staged, needed)
            .and_then(|()| fs::rename(&staged, self.folder.join(FILE)));
        if done.is_err() {
            let _ = fs::remove_file(&staged);
        }
        done
    }

    fn write_entries(
        &self,
        path: &Path,
        needed: &BTreeMap<Key, Option<Vec<u8>>>,
    ) -> io::Result<()> {
        let mut out = BufWriter::new(File::create_new(path)?);
        out.write_all(MAGIC)?;
        for (key, made) in needed {
            let earlier = self.places.get(key).and_then(|place| self.earlier.get(place.clone()));
            let Some(bytes) = made.as_deref().or(earlier) else { continue };
            for number in [key[0], key[1], rapidhash_v3(bytes), bytes.len() as u64] {
                out.write_all(&number.to_le_bytes())?;
            }
            out.write_all(bytes)?;
        }
        out.flush()
    }

    fn find(&self, key: Key, article: &Article) -> Option<Extraction> {
        let bytes = self.earlier.get(self.places.get(&key)?.clone())?;
        let mut found: Extraction = serde_json::from_slice(bytes).ok()?;
        found.article.text.clone_from(&article.text);
        found.belongs_to(article).then_some(found)
    }

    fn need(&self, key: Key, made: Option<Vec<u8>>) {
        self.needed.lock().unwrap_or_else(PoisonError::into_inner).insert(key, made);
    }

    fn key(&self, article: &Article) -> Key {
        [0, 1].map(|seed| {
            let mut hasher = RapidHasher::new(seed);
            (self.program, article).hash(&mut hasher);
            hasher.finish()
        })
    }
}

/// Where the entries of a file lie. Those behind one that is cut off are lost, and one that was
/// changed is passed over.
fn entries(file: &[u8]) -> HashMap<Key, Range<usize>> {
    let mut places = HashMap::new();
    let mut rest = file.strip_prefix(MAGIC).unwrap_or_default();
    while let Some((head, behind)) = rest.split_at_checked(HEAD) {
        let number = |place: usize| {
            head[place * 8..][..8].iter().rev().fold(0, |sum, byte| (sum << 8) | u64::from(*byte))
        };
        let length = usize::try_from(number(3)).unwrap_or(usize::MAX);
        let Some((bytes, next)) = behind.split_at_checked(length) else { break };
        if rapidhash_v3(bytes) == number(2) {
            let start = file.len() - behind.len();
            places.insert([number(0), number(1)], start..start + length);
        }
        rest = next;
    }
    places
}

/// Makes the folder, and tells git to pass over it. A folder that stands already is left as it is.
fn make_folder(folder: &Path) -> io::Result<()> {
    if folder.is_dir() {
        return Ok(());
    }
    fs::create_dir_all(folder)?;
    fs::write(folder.join(".gitignore"), "*\n")
}

#[cfg(test)]
mod tests {
    use super::*;
    use annals_ingest::{Lexicon, extract};
    use std::convert::Infallible;

    const TEXT: &str =
        "The harbour of Lund opened on 3 May 1912. It closed in 1950, said Ida Lund.";

    #[test]
    fn an_article_is_extracted_once_and_what_is_kept_is_the_same() {
        let folder = tempfile::tempdir().unwrap();
        assert_eq!(run(folder.path(), 1, &[TEXT, "Nothing."]), 2);
        assert_eq!(run(folder.path(), 1, &[TEXT, "Nothing."]), 0);
    }

    #[test]
    fn a_changed_article_and_another_program_extract_anew() {
        let folder = tempfile::tempdir().unwrap();
        run(folder.path(), 1, &[TEXT, "Nothing."]);
        assert_eq!(run(folder.path(), 1, &[TEXT, "Nothing more."]), 1);
        assert_eq!(run(folder.path(), 2, &[TEXT, "Nothing more."]), 2);
        let dated = Article { lang: Some("en".to_owned()), ..article(TEXT) };
        let cache = Cache::of_program(folder.path().to_owned(), 2);
        assert_ne!(cache.key(&dated), cache.key(&article(TEXT)));
    }

    #[test]
    fn what_a_run_did_not_need_is_forgotten() {
        let folder = tempfile::tempdir().unwrap();
        run(folder.path(), 1, &[TEXT, "Nothing."]);
        let long = fs::metadata(folder.path().join(FILE)).unwrap().len();
        assert_eq!(run(folder.path(), 1, &[TEXT]), 0);
        assert!(fs::metadata(folder.path().join(FILE)).unwrap().len() < long);
        assert_eq!(run(folder.path(), 1, &["Nothing."]), 1);
    }

    #[test]
    fn whatever_stands_in_the_file_changes_no_result() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join(FILE);
        run(folder.path(), 1, &[TEXT, "Nothing."]);
        let good = fs::read(&file).unwrap();
        for at in (0..good.len()).step_by(3) {
            let mut bad = good.clone();
            bad[at] ^= 0x41;
            fs::write(&file, bad).unwrap();
            assert!(run(folder.path(), 1, &[TEXT, "Nothing."]) > 0, "byte {at}");
            assert_eq!(run(folder.path(), 1, &[TEXT, "Nothing."]), 0, "mended, byte {at}");
        }
        for length in (0..good.len()).step_by(5) {
            fs::write(&file, &good[..length]).unwrap();
            assert!(run(folder.path(), 1, &[TEXT, "Nothing."]) > 0, "{length} bytes");
        }
    }

    #[test]
    fn an_entry_that_points_beyond_its_article_is_not_believed() {
        let folder = tempfile::tempdir().unwrap();
        let cache = Cache::of_program(folder.path().to_owned(), 1);
        let long = extract(&article(TEXT), Lexicon::english());
        // The entry of a short article holds what a long one tells.
        let short = article("Short.");
        let Ok(_) = cache.extraction(&short, || Ok::<_, Infallible>(long));
        cache.save();
        assert_eq!(run(folder.path(), 1, &["Short."]), 1);
    }

    #[test]
    fn a_folder_that_is_gone_or_no_folder_is_no_fault() {
        let folder = tempfile::tempdir().unwrap();
        let inside = folder.path().join("deep/cache");
        assert_eq!(run(&inside, 1, &[TEXT]), 1);
        assert_eq!(fs::read_to_string(inside.join(".gitignore")).unwrap(), "*\n");
        fs::remove_dir_all(folder.path().join("deep")).unwrap();
        assert_eq!(run(&inside, 1, &[TEXT]), 1);
        assert_eq!(run(&inside.join(FILE), 1, &[TEXT]), 1);
        assert_eq!(run(&inside, 1, &[TEXT]), 0);
    }

    /// A run over these articles; how many of them were extracted.
    fn run(folder: &Path, program: u64, texts: &[&str]) -> usize {
        let cache = Cache::of_program(folder.to_owned(), program);
        let mut made = 0;
        for text in texts {
            let article = article(text);
            let new = extract(&article, Lexicon::english());
            let Ok(found) = cache.extraction(&article, || {
                made += 1;
                Ok::<_, Infallible>(new.clone())
            });
            assert_eq!(found, new);
        }
        cache.save();
        made
    }

    /// Its id would be a path elsewhere.
    fn article(text: &str) -> Article {
        Article::new("../../etc/passwd", "../../x", text)
    }
}
