// Shortcut keys for the queue: J and K move between proposals, O opens one. Off by default (WCAG 2.1.4).
const box = document.getElementById('raccourcis');
const links = [...document.querySelectorAll('[data-proposal] th a')];
const NAME = 'raccourcis';

// Storage may be blocked: then the choice lasts for this page only.
function kept(value) {
  try {
    if (value !== undefined) localStorage.setItem(NAME, value);
    return localStorage.getItem(NAME);
  } catch {
    return null;
  }
}

function move(step) {
  const at = links.indexOf(document.activeElement);
  const to = at < 0 ? (step > 0 ? 0 : links.length - 1) : at + step;
  links[Math.max(0, Math.min(links.length - 1, to))]?.focus();
}

function typed(event) {
  const typing = event.target.isContentEditable || event.target.matches('input:not([type=checkbox]), textarea, select');
  if (!box.checked || typing || event.ctrlKey || event.metaKey || event.altKey) return;
  const key = event.key?.toLowerCase();
  if (key === 'j') move(1);
  else if (key === 'k') move(-1);
  else if (key === 'o' && links.includes(document.activeElement)) document.activeElement.click();
}

if (box) {
  box.closest('[data-shortcuts]').hidden = false;
  box.checked = kept() === 'oui';
  box.addEventListener('change', () => kept(box.checked ? 'oui' : 'non'));
  document.addEventListener('keydown', typed);
}
