//! First form to come.
