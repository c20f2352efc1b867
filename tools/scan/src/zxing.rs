//! The second reader: zxing-cpp, through its package for Python, fed with the same pixels over a pipe.

use std::io::{BufRead as _, BufReader, Write as _};
use std::path::Path;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

use image::GrayImage;

/// The program that reads frames from its input and says what it found.
const SCRIPT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/zxing.py");

/// One running reader.
pub struct Zxing {
    child: Child,
    input: ChildStdin,
    output: BufReader<ChildStdout>,
    version: String,
}

impl Zxing {
    /// Starts it with this Python, which must have the package.
    pub fn start(python: &Path) -> std::io::Result<Self> {
        let mut child = Command::new(python).arg(SCRIPT).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn()?;
        let missing = || std::io::Error::other("a pipe to the second reader");
        let input = child.stdin.take().ok_or_else(missing)?;
        let mut output = BufReader::new(child.stdout.take().ok_or_else(missing)?);
        let mut version = String::new();
        output.read_line(&mut version)?;
        Ok(Zxing { child, input, output, version: version.trim().to_owned() })
    }

    /// The version of the package.
    pub fn version(&self) -> &str {
        &self.version
    }

    /// The texts of the QR codes in the picture, and the seconds of CPU that the search took.
    pub fn read(&mut self, picture: &GrayImage) -> std::io::Result<(Vec<String>, f64)> {
        self.input.write_all(&picture.width().to_le_bytes())?;
        self.input.write_all(&picture.height().to_le_bytes())?;
        self.input.write_all(picture.as_raw())?;
        self.input.flush()?;
        let mut line = String::new();
        self.output.read_line(&mut line)?;
        let (seconds, texts): (f64, Vec<String>) = serde_json::from_str(&line)?;
        Ok((texts, seconds))
    }
}

impl Drop for Zxing {
    fn drop(&mut self) {
        let _ended = self.child.kill();
        let _status = self.child.wait();
    }
}
