//! `train`: fits weights from public corpora (only in builds with the feature `train`).

use std::path::Path;

use crate::cli::args::{Subject, Train};
use crate::cli::output::{Failure, complain};
use crate::cli::{Outcome, session};
use crate::error::{Error, ErrorKind};
use crate::train::attribution::{self, AttributionTraining};
use crate::train::events::{self, EventTraining, EventTrial};
use crate::train::language::{self, LanguageTraining};
use crate::train::vectors::{self, VectorTraining};

pub(crate) fn run(arguments: &Train) -> Result<Outcome, Failure> {
    make_folder(match &arguments.subject {
        Subject::Language(files) => &files.out,
        Subject::Attribution(files) => &files.out,
        Subject::Vectors(files) => &files.out,
        Subject::Events(files) => &files.out,
    })?;
    match &arguments.subject {
        Subject::Language(files) => {
            let training =
                LanguageTraining { treebank: files.treebank.clone(), texts: files.text.clone(), out: files.out.clone(), seed: files.seed };
            language::train(&training, &|step| complain(step))?;
        }
        Subject::Attribution(files) => {
            session::weights_of(files.weights.as_deref())?;
            let training = AttributionTraining { gold: files.gold.clone(), out: files.out.clone(), seed: files.seed };
            attribution::train(&training, &|step| complain(step))?;
        }
        Subject::Vectors(files) => {
            let training = VectorTraining {
                teacher: files.teacher.clone(),
                sentences: files.sentences.clone(),
                out: files.out.clone(),
                seed: files.seed,
            };
            vectors::train(&training, &|step| complain(step))?;
        }
        Subject::Events(files) => {
            let training = EventTraining {
                sets: files.sets.clone(),
                out: files.out.clone(),
                encoder: session::with_encoder(files.encoder.as_deref())?.event.encoder,
                trial: if files.two_fold { EventTrial::TwoFold } else { EventTrial::None },
                seed: files.seed,
            };
            events::train(&training, &|step| complain(step))?;
        }
    }
    Ok(Outcome::Done)
}

/// Makes the folder that is written to: minutes of training are not to end with a missing one.
fn make_folder(folder: &Path) -> Result<(), Error> {
    std::fs::create_dir_all(folder).map_err(|error| {
        Error::new(ErrorKind::Write, folder.display().to_string(), error.to_string(), "give --out a folder that can be made and written to")
    })
}
