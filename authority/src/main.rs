//! The issuing authority's command line.

fn main() {}
