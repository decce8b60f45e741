//! `inspect tokens|sentences|parse|names`: the language stage, for reading and as CoNLL-U.

use std::io::{self, Write};

use crate::article::Article;
use crate::language::syntax::conllu;
use crate::language::syntax::reading::Tree;
use crate::language::syntax::relation::Relation;
use crate::language::{Analysis, Sentence, TokenKind};
use crate::render::safe_text::clean;
use crate::span::TokenIndex;

/// A token a line: position, word, normal form, kind, class, lemma. An empty line ends a sentence.
pub(crate) fn tokens(article: &Article, analysis: &Analysis, out: &mut dyn Write) -> io::Result<()> {
    for sentence in &analysis.sentences {
        for at in sentence.tokens.range() {
            let token = &analysis.tokens[at];
            let kind = match token.kind {
                TokenKind::Content => "content",
                TokenKind::Function => "function",
                TokenKind::Number => "number",
                TokenKind::Punctuation => "mark",
            };
            let form = clean(token.span.of(&article.text));
            let (class, lemma) = analysis.syntax.get(at).map_or((String::new(), ""), |syntax| {
                (format!("{} {}", syntax.tag.upos.name(), syntax.tag.xpos.name()), &*analysis.terms[syntax.lemma.get()])
            });
            let term = clean(analysis.term(token));
            writeln!(out, "{}..{}\t{form}\t{term}\t{kind}\t{class}\t{}", token.span.start, token.span.end, clean(lemma))?;
        }
        writeln!(out)?;
    }
    Ok(())
}

/// Each sentence with its tree: a word a line below the word that it hangs on, what it is to it, its class.
pub(crate) fn parses(article: &Article, analysis: &Analysis, out: &mut dyn Write) -> io::Result<()> {
    for sentence in &analysis.sentences {
        writeln!(out, "{}..{}\t{}", sentence.span.start, sentence.span.end, clean(sentence.span.of(&article.text)))?;
        let tree = analysis.tree(sentence);
        if let Some(root) = tree.root() {
            branch(article, analysis, &tree, root, "", out)?;
        }
        writeln!(out)?;
    }
    Ok(())
}

fn branch(article: &Article, analysis: &Analysis, tree: &Tree<'_>, token: TokenIndex, indent: &str, out: &mut dyn Write) -> io::Result<()> {
    let Some(syntax) = tree.get(token) else { return Ok(()) };
    let form = clean(analysis.tokens[token.get()].span.of(&article.text));
    let lemma = clean(&analysis.terms[syntax.lemma.get()]);
    writeln!(out, "{form}  {} {} {lemma}", syntax.relation.name(), syntax.tag.xpos.name())?;
    // Marks tell nothing in a tree for reading.
    let children: Vec<_> = tree.children(token).filter(|(_, child)| child.relation != Relation::Punctuation).collect();
    for (at, (child, _)) in children.iter().enumerate() {
        let last = at + 1 == children.len();
        write!(out, "{indent}{}", if last { "└─ " } else { "├─ " })?;
        branch(article, analysis, tree, *child, &format!("{indent}{}", if last { "   " } else { "│  " }), out)?;
    }
    Ok(())
}

/// All sentences as CoNLL-U. The last column holds the position in bytes, `SpaceAfter=No`, and the name that a token belongs to.
pub(crate) fn conllu(article: &Article, analysis: &Analysis, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "# newdoc id = {}", clean(&article.id))?;
    for (number, sentence) in analysis.sentences.iter().enumerate() {
        writeln!(out, "# sent_id = {}-{}", clean(&article.id), number + 1)?;
        writeln!(out, "# text = {}", clean(sentence.span.of(&article.text)).replace('\n', " "))?;
        out.write_all(rows(article, analysis, sentence).as_bytes())?;
        writeln!(out)?;
    }
    Ok(())
}

fn rows(article: &Article, analysis: &Analysis, sentence: &Sentence) -> String {
    let first = sentence.tokens.range().start;
    let mut rows = String::new();
    for at in sentence.tokens.range() {
        let (token, Some(syntax)) = (&analysis.tokens[at], analysis.syntax.get(at)) else { continue };
        let mut last = Vec::new();
        let names = analysis.names.partition_point(|name| name.tokens.range().end <= at);
        if let Some(name) = analysis.names.get(names).filter(|name| name.tokens.range().contains(&at)) {
            let place = if name.tokens.range().start == at { 'B' } else { 'I' };
            last.push(format!("Name={place}-{:?}", name.hint));
        }
        let joined = analysis.tokens.get(at + 1).is_some_and(|next| next.span.start == token.span.end);
        if joined {
            last.push("SpaceAfter=No".to_owned());
        }
        last.push(format!("Span={}:{}", token.span.start, token.span.end));
        let form = clean(token.span.of(&article.text));
        let lemma = clean(&analysis.terms[syntax.lemma.get()]);
        let head = syntax.head.map(|head| head.get() - first);
        rows += &conllu::row(at - first, &form, &lemma, syntax.tag, head, syntax.relation, &last.join("|"));
    }
    rows
}
