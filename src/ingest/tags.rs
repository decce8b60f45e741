//! A linear scan over HTML: start tags with attributes, end tags, text. It never fails and keeps no tree, so depth
//! costs nothing. It reads metadata and captions, and is the way out where the extraction crate may not go.
//!
//! Known miss: a `>` inside an unquoted attribute value ends the tag there, as browsers have it too.

/// One piece of a page.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) enum Piece<'a> {
    /// A start tag: lower-case name, and what stands after it.
    Open(String, &'a str),
    /// An end tag: lower-case name.
    Close(String),
    /// Text between tags, entities as they are.
    Text(&'a str),
    /// Content of `script`, `style` and the like.
    Raw(&'a str),
}

/// Elements whose content is no markup.
const RAW: [&str; 5] = ["script", "style", "noscript", "template", "textarea"];

/// Pieces of a page in order.
pub(crate) struct Pieces<'a> {
    html: &'a str,
    at: usize,
    raw: Option<String>,
}

/// Scans a page.
pub(crate) fn pieces(html: &str) -> Pieces<'_> {
    Pieces { html, at: 0, raw: None }
}

impl<'a> Iterator for Pieces<'a> {
    type Item = Piece<'a>;

    fn next(&mut self) -> Option<Piece<'a>> {
        let rest = self.html.get(self.at..).filter(|rest| !rest.is_empty())?;
        if let Some(name) = self.raw.take() {
            let end = find_close(rest, &name).unwrap_or(rest.len());
            self.at += end;
            return Some(Piece::Raw(rest.get(..end).unwrap_or_default()));
        }
        if let Some(inside) = rest.strip_prefix("<!--") {
            self.at += inside.find("-->").map_or(rest.len(), |end| 4 + end + 3);
            return Some(Piece::Text(""));
        }
        let second = rest.as_bytes().get(1).copied().unwrap_or_default();
        if rest.starts_with('<') && (second.is_ascii_alphabetic() || matches!(second, b'/' | b'!' | b'?')) {
            let end = tag_end(rest);
            self.at += end;
            let inside = rest.get(1..end).unwrap_or_default().trim_end_matches('>');
            return Some(self.tag(inside));
        }
        // A `<` that opens no tag is text.
        let skip = usize::from(rest.starts_with('<'));
        let end = rest.get(skip..).and_then(|after| after.find('<')).map_or(rest.len(), |end| end + skip);
        self.at += end;
        Some(Piece::Text(rest.get(..end).unwrap_or_default()))
    }
}

impl<'a> Pieces<'a> {
    fn tag(&mut self, inside: &'a str) -> Piece<'a> {
        if matches!(inside.as_bytes().first(), Some(b'!' | b'?')) {
            return Piece::Text("");
        }
        let (closing, inside) = match inside.strip_prefix('/') {
            Some(inside) => (true, inside),
            None => (false, inside),
        };
        let end = inside.find(|c: char| c.is_whitespace() || c == '/').unwrap_or(inside.len());
        let (name, attributes) = inside.split_at(end);
        let name = name.to_ascii_lowercase();
        if closing {
            return Piece::Close(name);
        }
        if RAW.contains(&name.as_str()) && !attributes.ends_with('/') {
            self.raw = Some(name.clone());
        }
        Piece::Open(name, attributes)
    }
}

/// One past the `>` that ends the tag at the start; quotes are looked through.
fn tag_end(rest: &str) -> usize {
    let mut quote = None;
    let mut after_equals = false;
    for (at, byte) in rest.bytes().enumerate() {
        match (quote, byte) {
            (Some(open), _) if byte == open => quote = None,
            (Some(_), _) => {}
            (None, b'"' | b'\'') if after_equals => quote = Some(byte),
            (None, b'>') => return at + 1,
            _ => {}
        }
        after_equals = byte == b'=' || (after_equals && byte.is_ascii_whitespace());
    }
    // An unclosed quote would swallow the page: end at the first `>` then.
    rest.find('>').map_or(rest.len(), |at| at + 1)
}

fn find_close(rest: &str, name: &str) -> Option<usize> {
    let mut from = 0;
    while let Some(at) = rest.get(from..)?.find("</") {
        let start = from + at;
        let after = rest.get(start + 2..)?;
        if after.get(..name.len()).is_some_and(|found| found.eq_ignore_ascii_case(name)) {
            return Some(start);
        }
        from = start + 2;
    }
    None
}

/// Value of an attribute, entities decoded.
pub(crate) fn attribute(attributes: &str, name: &str) -> Option<String> {
    let mut rest = attributes;
    loop {
        rest = rest.trim_start_matches(|c: char| c.is_whitespace() || c == '/');
        let end = rest.find(|c: char| c.is_whitespace() || c == '=').unwrap_or(rest.len());
        let (key, after) = rest.split_at(end);
        if key.is_empty() && after.is_empty() {
            return None;
        }
        let after = after.trim_start();
        let (value, left) = match after.strip_prefix('=') {
            Some(value) => take_value(value.trim_start()),
            None => ("", after),
        };
        if key.eq_ignore_ascii_case(name) {
            return Some(decode_entities(value).trim().to_owned());
        }
        if left.len() == rest.len() {
            return None;
        }
        rest = left;
    }
}

fn take_value(rest: &str) -> (&str, &str) {
    for quote in ['"', '\''] {
        if let Some(inside) = rest.strip_prefix(quote) {
            return inside.split_once(quote).unwrap_or((inside, ""));
        }
    }
    let end = rest.find(char::is_whitespace).unwrap_or(rest.len());
    rest.split_at(end)
}

/// Text with its character references decoded: numbers, and the names that news pages use.
pub(crate) fn decode_entities(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        out.push_str(rest.get(..at).unwrap_or_default());
        rest = rest.get(at..).unwrap_or_default();
        let name_end = rest
            .bytes()
            .skip(1)
            .take(12)
            .position(|byte| !(byte.is_ascii_alphanumeric() || byte == b'#'))
            .map_or(rest.len().min(13), |end| end + 1);
        let name = rest.get(1..name_end).unwrap_or_default();
        match reference(name) {
            Some(c) => {
                out.push(c);
                rest = rest.get(name_end..).unwrap_or_default();
                rest = rest.strip_prefix(';').unwrap_or(rest);
            }
            None => {
                out.push('&');
                rest = rest.get(1..).unwrap_or_default();
            }
        }
    }
    out.push_str(rest);
    out
}

fn reference(name: &str) -> Option<char> {
    if let Some(number) = name.strip_prefix('#') {
        let code = match number.strip_prefix(['x', 'X']) {
            Some(hex) => u32::from_str_radix(hex, 16).ok()?,
            None => number.parse().ok()?,
        };
        // Browsers read the C1 range as windows-1252.
        let windows: Option<u8> = (0x80..0xa0).contains(&code).then(|| u8::try_from(code).ok()).flatten();
        return match windows {
            Some(byte) => encoding_rs::WINDOWS_1252.decode_without_bom_handling(&[byte]).0.chars().next(),
            None => char::from_u32(code).filter(|c| *c != '\0'),
        };
    }
    Some(match name {
        "amp" | "AMP" => '&',
        "lt" | "LT" => '<',
        "gt" | "GT" => '>',
        "quot" | "QUOT" => '"',
        "apos" => '\'',
        "nbsp" => '\u{a0}',
        "shy" => '\u{ad}',
        "ndash" => '–',
        "mdash" => '—',
        "lsquo" => '‘',
        "rsquo" => '’',
        "sbquo" => '‚',
        "ldquo" => '“',
        "rdquo" => '”',
        "bdquo" => '„',
        "laquo" => '«',
        "raquo" => '»',
        "lsaquo" => '‹',
        "rsaquo" => '›',
        "hellip" => '…',
        "bull" => '•',
        "middot" => '·',
        "copy" => '©',
        "reg" => '®',
        "trade" => '™',
        "deg" => '°',
        "euro" => '€',
        "pound" => '£',
        "yen" => '¥',
        "cent" => '¢',
        "sect" => '§',
        "para" => '¶',
        "times" => '×',
        "divide" => '÷',
        "minus" => '−',
        "plusmn" => '±',
        "frac12" => '½',
        "frac14" => '¼',
        "frac34" => '¾',
        "ensp" => '\u{2002}',
        "emsp" => '\u{2003}',
        "thinsp" => '\u{2009}',
        "zwnj" => '\u{200c}',
        "zwj" => '\u{200d}',
        "rarr" => '→',
        "larr" => '←',
        "agrave" => 'à',
        "aacute" => 'á',
        "acirc" => 'â',
        "atilde" => 'ã',
        "auml" => 'ä',
        "aring" => 'å',
        "aelig" => 'æ',
        "ccedil" => 'ç',
        "egrave" => 'è',
        "eacute" => 'é',
        "ecirc" => 'ê',
        "euml" => 'ë',
        "igrave" => 'ì',
        "iacute" => 'í',
        "icirc" => 'î',
        "iuml" => 'ï',
        "ntilde" => 'ñ',
        "ograve" => 'ò',
        "oacute" => 'ó',
        "ocirc" => 'ô',
        "otilde" => 'õ',
        "ouml" => 'ö',
        "oslash" => 'ø',
        "ugrave" => 'ù',
        "uacute" => 'ú',
        "ucirc" => 'û',
        "uuml" => 'ü',
        "yacute" => 'ý',
        "szlig" => 'ß',
        "Aacute" => 'Á',
        "Auml" => 'Ä',
        "Aring" => 'Å',
        "AElig" => 'Æ',
        "Ccedil" => 'Ç',
        "Eacute" => 'É',
        "Ntilde" => 'Ñ',
        "Oacute" => 'Ó',
        "Ouml" => 'Ö',
        "Oslash" => 'Ø',
        "Uuml" => 'Ü',
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_comes_apart_into_tags_and_text() {
        let found: Vec<_> = pieces("<p class=\"a>b\">x <b>é</b> 1 < 2</p><script>if (a < b) {}</script>").collect();
        assert!(
            matches!(&found[0], Piece::Open(name, attributes) if name == "p" && attribute(attributes, "CLASS").as_deref() == Some("a>b"))
        );
        assert!(found.contains(&Piece::Text("é")));
        assert!(found.contains(&Piece::Raw("if (a < b) {}")));
        assert_eq!(found.last(), Some(&Piece::Close("script".to_owned())));
    }

    #[test]
    fn broken_markup_ends() {
        for html in ["<", "<p", "<p title=\"", "<!--", "</", "<é", "<script>", "&#xffffffff;", "<a href='x>text<b>"] {
            assert!(pieces(html).count() <= 8, "{html}");
            let _ = decode_entities(html);
        }
    }

    #[test]
    fn references_are_decoded_and_others_left() {
        assert_eq!(decode_entities("A&amp;B &ldquo;x&rdquo; &#8217;&#x2019;&#146; AT&T &nosuch; &"), "A&B “x” ’’’ AT&T &nosuch; &");
    }
}
