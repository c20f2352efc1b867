//! The demonstration's command line.

fn main() {}
