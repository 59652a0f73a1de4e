//! Reads the command line and hands over; everything else is in the library.

use std::io;
use std::process::ExitCode;

use algoslayer::app::commands::{CommandLine, run};
use clap::Parser;

fn main() -> ExitCode {
    run(&CommandLine::parse(), &mut io::stdout().lock(), &mut io::stderr().lock())
}
