//! Reads the command line and hands over; everything else is in the library.

use std::io;
use std::process::ExitCode;

use algoslayer::app::commands::{CommandLine, run};
use clap::Parser;

fn main() -> ExitCode {
    // Not locked: log lines of every thread go to standard error while this runs.
    run(&CommandLine::parse(), &mut io::stdout(), &mut io::stderr())
}
