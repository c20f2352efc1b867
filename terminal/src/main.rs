//! The roadside terminal's command line.

fn main() {}
