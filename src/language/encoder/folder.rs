//! A folder in the form of sentence-transformers: its settings, vocabulary and weights, each checked before it is used.

use std::fs;
use std::path::Path;

use ndarray::{Array1, Array2, Axis, concatenate};
use rustc_hash::FxHashMap;
use safetensors::{Dtype, SafeTensors};
use serde_json::Value;
use sha2::{Digest, Sha256};

use crate::error::{Error, ErrorKind};
use crate::language::encoder::bert::{Bert, Pooling};
use crate::language::encoder::layer::{Layer, Linear, Norm};
use crate::language::wordpiece::{self, Letters};

/// Tokens of a text that are read where the folder names no limit.
const USUAL_LIMIT: usize = 256;

/// All that a folder holds.
#[derive(Debug)]
pub(super) struct Parts {
    pub(super) model: Bert,
    /// Pieces by number.
    #[cfg(feature = "train")]
    pub(super) vocabulary: Vec<String>,
    numbers: FxHashMap<String, u32>,
    pub(super) letters: Letters,
    /// The sign before a text.
    pub(super) start: u32,
    /// The sign after it.
    pub(super) end: u32,
    unknown: u32,
    limit: usize,
    pub(super) digest: String,
}

impl Parts {
    /// A text as the model reads it.
    pub(super) fn sequence(&self, text: &str) -> Vec<u32> {
        let mut sequence = vec![self.start];
        for word in wordpiece::words(text, self.letters) {
            if wordpiece::cut(&word, |piece| self.numbers.get(piece).copied(), &mut sequence).is_none() {
                sequence.push(self.unknown);
            }
            if sequence.len() >= self.limit {
                break;
            }
        }
        sequence.truncate(self.limit - 1);
        sequence.push(self.end);
        sequence
    }

    /// The pieces of a text that the vocabulary has.
    #[cfg(feature = "train")]
    pub(super) fn pieces(&self, text: &str) -> Vec<u32> {
        let mut sequence = self.sequence(text);
        sequence.retain(|piece| ![self.start, self.end, self.unknown].contains(piece));
        sequence
    }
}

/// Reads a folder.
pub(super) fn read(folder: &Path) -> Result<Parts, Error> {
    let config = json(&folder.join("config.json"))?;
    let place = folder.join("config.json").display().to_string();
    let kind = config["model_type"].as_str().unwrap_or("unknown");
    if kind != "bert" {
        return Err(refuse(&place, format!("is a model of the kind {kind}")));
    }
    let activation = config["hidden_act"].as_str().unwrap_or("gelu");
    let positions = config["position_embedding_type"].as_str().unwrap_or("absolute");
    if activation != "gelu" || positions != "absolute" {
        return Err(refuse(&place, format!("has the activation {activation} and {positions} positions, not gelu and absolute ones")));
    }
    let whole = |name: &str| {
        let value = config[name].as_u64().filter(|value| *value > 0).and_then(|value| usize::try_from(value).ok());
        value.ok_or_else(|| refuse(&place, format!("gives no {name}")))
    };
    let (layers, heads, width) = (whole("num_hidden_layers")?, whole("num_attention_heads")?, whole("hidden_size")?);
    if width % heads != 0 {
        return Err(refuse(&place, format!("has {heads} heads over {width} dimensions")));
    }
    #[allow(clippy::cast_possible_truncation, reason = "a tiny number")]
    let epsilon = config["layer_norm_eps"].as_f64().unwrap_or(1e-12) as f32;
    let path = folder.join("model.safetensors");
    let bytes = fs::read(&path).map_err(|error| unreadable(&path, &error))?;
    let digest = Sha256::digest(&bytes).iter().map(|byte| format!("{byte:02x}")).collect();
    let place = path.display().to_string();
    let tensors = SafeTensors::deserialize(&bytes).map_err(|error| refuse(&place, format!("is broken: {error}")))?;
    let reader = Reader { tensors, place, epsilon };
    let model = Bert {
        words: reader.matrix("embeddings.word_embeddings.weight")?,
        positions: reader.matrix("embeddings.position_embeddings.weight")?,
        segments: reader.matrix("embeddings.token_type_embeddings.weight")?,
        norm: reader.norm("embeddings.LayerNorm", width)?,
        layers: (0..layers).map(|at| reader.layer(at, width)).collect::<Result<_, _>>()?,
        heads,
        pooling: pooling(folder)?,
    };
    let (vocabulary, letters) = vocabulary(folder)?;
    for (name, held) in [("word", &model.words), ("position", &model.positions), ("segment", &model.segments)] {
        if held.ncols() != width || held.nrows() == 0 {
            return Err(refuse(&reader.place, format!("its {name} embeddings do not have {width} dimensions")));
        }
    }
    // Layers work in one space.
    if model.layers.windows(2).any(|pair| pair[0].widen.bias.len() != pair[1].widen.bias.len()) {
        return Err(refuse(&reader.place, "has layers of different widths".to_owned()));
    }
    if vocabulary.len() > model.words.nrows() {
        return Err(refuse(&reader.place, format!("has {} words, its vocabulary {}", model.words.nrows(), vocabulary.len())));
    }
    let numbers: FxHashMap<String, u32> =
        vocabulary.iter().enumerate().map(|(at, piece)| (piece.clone(), u32::try_from(at).unwrap_or(u32::MAX))).collect();
    let sign = |name: &str| {
        numbers.get(name).copied().ok_or_else(|| refuse(&folder.display().to_string(), format!("its vocabulary has no {name}")))
    };
    let (start, end, unknown) = (sign("[CLS]")?, sign("[SEP]")?, sign("[UNK]")?);
    let limit = limit(folder).min(model.positions.nrows()).max(3);
    Ok(Parts {
        model,
        #[cfg(feature = "train")]
        vocabulary,
        numbers,
        letters,
        start,
        end,
        unknown,
        limit,
        digest,
    })
}

/// How token states become one vector: `1_Pooling/config.json`, the mean where there is none.
fn pooling(folder: &Path) -> Result<Pooling, Error> {
    let path = folder.join("1_Pooling").join("config.json");
    if !path.exists() {
        return Ok(Pooling::Mean);
    }
    let config = json(&path)?;
    let is = |name: &str| config[name].as_bool() == Some(true);
    match (is("pooling_mode_mean_tokens"), is("pooling_mode_cls_token")) {
        (true, false) => Ok(Pooling::Mean),
        (false, true) => Ok(Pooling::First),
        _ => Err(refuse(&path.display().to_string(), "pools neither by the mean nor by the first token".to_owned())),
    }
}

fn limit(folder: &Path) -> usize {
    let config = json(&folder.join("sentence_bert_config.json")).unwrap_or(Value::Null);
    config["max_seq_length"].as_u64().and_then(|limit| usize::try_from(limit).ok()).unwrap_or(USUAL_LIMIT)
}

/// The pieces by number, from `tokenizer.json`, else from `vocab.txt`.
fn vocabulary(folder: &Path) -> Result<(Vec<String>, Letters), Error> {
    let letters = |lower: Option<bool>| if lower == Some(false) { Letters::AsWritten } else { Letters::Folded };
    let path = folder.join("tokenizer.json");
    if path.exists() {
        let tokenizer = json(&path)?;
        let place = path.display().to_string();
        let model = &tokenizer["model"];
        // Old files do not name the kind; only this one has a mark for pieces inside words.
        if model["type"].as_str().is_some_and(|kind| kind != "WordPiece") || model["continuing_subword_prefix"].as_str() != Some("##") {
            return Err(refuse(&place, "cuts words in another way than BERT's".to_owned()));
        }
        let entries = model["vocab"].as_object().ok_or_else(|| refuse(&place, "holds no vocabulary".to_owned()))?;
        let mut vocabulary = vec![String::new(); entries.len()];
        for (piece, number) in entries {
            let place_of = number.as_u64().and_then(|number| vocabulary.get_mut(usize::try_from(number).ok()?));
            *place_of.ok_or_else(|| refuse(&place, format!("numbers {piece} beyond its end")))? = piece.clone();
        }
        return Ok((vocabulary, letters(tokenizer["normalizer"]["lowercase"].as_bool())));
    }
    let path = folder.join("vocab.txt");
    let text = fs::read_to_string(&path).map_err(|error| unreadable(&path, &error))?;
    let lower = json(&folder.join("tokenizer_config.json")).ok().and_then(|config| config["do_lower_case"].as_bool());
    Ok((text.lines().map(str::to_owned).collect(), letters(lower)))
}

/// Weights by name.
struct Reader<'bytes> {
    tensors: SafeTensors<'bytes>,
    place: String,
    epsilon: f32,
}

impl Reader<'_> {
    /// A tensor's shape and values.
    fn tensor(&self, name: &str) -> Result<(Vec<usize>, Vec<f32>), Error> {
        let found = self.tensors.tensor(name).or_else(|_| self.tensors.tensor(&format!("bert.{name}")));
        let view = found.map_err(|_| refuse(&self.place, format!("holds no {name}")))?;
        if view.dtype() != Dtype::F32 {
            return Err(refuse(&self.place, format!("holds {name} as {:?}, not as F32", view.dtype())));
        }
        let (numbers, _) = view.data().as_chunks::<4>();
        Ok((view.shape().to_vec(), numbers.iter().map(|bytes| f32::from_le_bytes(*bytes)).collect()))
    }

    fn matrix(&self, name: &str) -> Result<Array2<f32>, Error> {
        let (shape, values) = self.tensor(name)?;
        let shape: [usize; 2] = shape.try_into().map_err(|_| refuse(&self.place, format!("its {name} is no matrix")))?;
        Array2::from_shape_vec(shape, values).map_err(|error| refuse(&self.place, format!("its {name} is broken: {error}")))
    }

    fn vector(&self, name: &str, length: usize) -> Result<Array1<f32>, Error> {
        let (_, values) = self.tensor(name)?;
        if values.len() != length {
            return Err(refuse(&self.place, format!("its {name} has {} values, not {length}", values.len())));
        }
        Ok(Array1::from_vec(values))
    }

    fn linear(&self, name: &str, inputs: usize) -> Result<Linear, Error> {
        let weights = self.matrix(&format!("{name}.weight"))?;
        if weights.ncols() != inputs {
            return Err(refuse(&self.place, format!("its {name} takes {} values, not {inputs}", weights.ncols())));
        }
        let bias = self.vector(&format!("{name}.bias"), weights.nrows())?;
        Ok(Linear { weights, bias })
    }

    fn norm(&self, name: &str, width: usize) -> Result<Norm, Error> {
        let (scale, shift) = (self.vector(&format!("{name}.weight"), width)?, self.vector(&format!("{name}.bias"), width)?);
        Ok(Norm { scale, shift, epsilon: self.epsilon })
    }

    fn layer(&self, at: usize, width: usize) -> Result<Layer, Error> {
        let name = |part: &str| format!("encoder.layer.{at}.{part}");
        let parts = ["query", "key", "value"].map(|part| self.linear(&name(&format!("attention.self.{part}")), width));
        let [query, key, value] = parts;
        let parts = [query?, key?, value?];
        let broken = |error: ndarray::ShapeError| refuse(&self.place, format!("its layer {at} is broken: {error}"));
        let attention_in = Linear {
            weights: concatenate(Axis(0), &parts.each_ref().map(|part| part.weights.view())).map_err(broken)?,
            bias: concatenate(Axis(0), &parts.each_ref().map(|part| part.bias.view())).map_err(broken)?,
        };
        let widen = self.linear(&name("intermediate.dense"), width)?;
        let layer = Layer {
            narrow: self.linear(&name("output.dense"), widen.bias.len())?,
            attention_in,
            attention_out: self.linear(&name("attention.output.dense"), width)?,
            attention_norm: self.norm(&name("attention.output.LayerNorm"), width)?,
            widen,
            norm: self.norm(&name("output.LayerNorm"), width)?,
        };
        let sizes = [layer.attention_in.bias.len(), layer.attention_out.bias.len(), layer.narrow.bias.len()];
        if sizes != [3 * width, width, width] {
            return Err(refuse(&self.place, format!("its layer {at} does not have {width} dimensions")));
        }
        Ok(layer)
    }
}

fn json(path: &Path) -> Result<Value, Error> {
    let text = fs::read_to_string(path).map_err(|error| unreadable(path, &error))?;
    serde_json::from_str(&text).map_err(|error| refuse(&path.display().to_string(), format!("is no JSON: {error}")))
}

fn unreadable(path: &Path, error: &std::io::Error) -> Error {
    refuse(&path.display().to_string(), format!("cannot be read: {error}"))
}

fn refuse(place: &str, cause: String) -> Error {
    let advice = "give a folder of sentence-transformers with a BERT, such as all-MiniLM-L6-v2: config.json, tokenizer.json or vocab.txt, \
                  model.safetensors";
    Error::new(ErrorKind::Data, place, cause, advice)
}
