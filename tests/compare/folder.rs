//! A folder with documents and questions, in which `compare` runs.

use crate::program;
use std::fmt::Write as _;
use std::fs;
use std::path::PathBuf;
use std::process::Output;

/// A folder that is removed at the end of a test.
pub(crate) struct Folder(PathBuf);

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0); // ignored: the folder is temporary
    }
}

impl Folder {
    /// Makes an empty folder. Tests run at once, so each has a name of its own.
    pub(crate) fn new(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("sectile-{name}-{}", std::process::id()));
        let _ = fs::remove_dir_all(&path); // left by an earlier run
        fs::create_dir_all(path.join("docs")).expect("a folder can be made");
        Self(path)
    }

    /// Makes a folder with recipes of as many dishes and a question about each.
    pub(crate) fn with_recipes(name: &str, dishes: usize) -> Self {
        let folder = Self::new(name);
        let mut recipes = "# Recipes\n".to_owned();
        let mut questions = String::new();
        for dish in 1..=dishes {
            let _ = write!(
                recipes,
                "\n## Dish{dish}\n\n{}\n\n{}\n",
                filler(),
                quote(dish)
            );
            questions += &question(dish, "recipes.md");
        }
        folder.write("docs/recipes.md", &recipes);
        folder.write("questions.jsonl", &questions);
        folder
    }

    pub(crate) fn write(&self, name: &str, content: &str) {
        fs::write(self.0.join(name), content).expect("a file can be written");
    }

    pub(crate) fn read(&self, name: &str) -> String {
        fs::read_to_string(self.0.join(name)).expect("the file was written")
    }

    /// Runs `compare docs --questions questions.jsonl` with more arguments.
    pub(crate) fn compare(&self, arguments: &[&str]) -> Output {
        (program::example("compare").current_dir(&self.0))
            .args(["docs", "--questions", "questions.jsonl"])
            .args(arguments)
            .output()
            .expect("the example runs")
    }
}

/// Text that fills a section, so that each is a chunk of its own.
fn filler() -> String {
    "Stir it well and taste it often before you serve it to your guests. ".repeat(30)
}

/// The answer to the question about a dish.
pub(crate) fn quote(dish: usize) -> String {
    format!("The dish{dish} wants exactly {} minutes.", 10 + dish)
}

/// The line of the question about a dish.
pub(crate) fn question(dish: usize, document: &str) -> String {
    format!(
        "{{\"id\": \"q{dish}\", \"question\": \"How long does dish{dish} cook?\", \"document\": \"{document}\", \
         \"evidence\": [{{\"quote\": \"{}\"}}]}}\n",
        quote(dish)
    )
}

pub(crate) fn text(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).expect("the output is text")
}
