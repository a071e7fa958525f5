// Search of a pocket pack: the site's own answers to each word, kept in the file. No request is made.
const { answers, small } = JSON.parse(document.getElementById('reponses').textContent);
const known = new Map(answers.flatMap(([ids, words]) => words.split('|').map((word) => [word, ids])));
const smallWords = new Set(small.split('|'));
const LONGEST_PHRASE = 8;

/** Lower case without accents and signs, as the site folds texts. */
function fold(text) {
  const plain = text.toLowerCase().replaceAll('œ', 'oe').replaceAll('æ', 'ae').replaceAll('ß', 'ss');
  const letters = plain.normalize('NFKD').replace(/\p{M}/gu, '');
  return letters.replace(/[^\p{L}\p{N}]+/gu, ' ').trim();
}

/** Ids of the initiatives that have all words of the text, best first; null if one of them is not known. */
function found(text) {
  const words = text.split(' ');
  const whole = known.get(text);
  if (whole) return whole;
  const lists = [];
  for (let at = 0; at < words.length; ) {
    let size = Math.min(LONGEST_PHRASE, words.length - at);
    while (size > 1 && !known.has(words.slice(at, at + size).join(' '))) size -= 1;
    const key = words.slice(at, at + size).join(' ');
    at += size;
    if (size === 1 && smallWords.has(key)) continue;
    const list = known.get(key);
    if (!list) return null;
    lists.push(list);
  }
  const [first = [], ...others] = lists;
  return first.filter((id) => others.every((list) => list.includes(id)));
}

const form = document.getElementById('recherche');
const field = document.getElementById('q');
const status = document.getElementById('nombre');
const list = document.getElementById('liste');
const entries = [...list.children];
const parts = [...document.querySelectorAll('.pocket__in > :is(nav, section):not(#initiatives)')];

function show() {
  const text = fold(field.value);
  const ids = text ? found(text) : null;
  for (const part of parts) part.hidden = text !== '';
  const shown = ids ? ids.map((id) => document.getElementById(`i${id}`)).filter(Boolean) : [];
  for (const entry of entries) entry.hidden = text !== '' && !shown.includes(entry);
  list.append(...(text ? shown : entries));
  const { none, unknown, one, many } = status.dataset;
  const said = shown.length > 1 ? many.replace('99', shown.length) : shown.length === 1 ? one : ids ? none : unknown;
  status.textContent = text ? said : '';
}

form.hidden = false;
form.addEventListener('submit', (event) => {
  event.preventDefault();
  show();
});
field.addEventListener('input', show);
