// Target size: 44 px for every control outside a sentence.

/** Links and controls smaller than 44 px outside a sentence; runs in the page. */
export function smallTargets() {
  const LEAST = 43.5;
  const isShown = (element) =>
    element.checkVisibility({ visibilityProperty: true, opacityProperty: true }) &&
    element.closest('[aria-hidden="true"], .vh, .skip') === null;
  const inSentence = (element) => {
    if (getComputedStyle(element).display !== 'inline') return false;
    let around = element.parentElement;
    while (getComputedStyle(around).display === 'inline') around = around.parentElement;
    return around.textContent.trim().length > element.textContent.trim().length + 3;
  };
  // A mark on a map has an equivalent link in the list beside it (WCAG 2.5.8, equivalent).
  const isElsewhere = (control) =>
    control.closest('svg') !== null &&
    [...document.querySelectorAll('a[href]')].some(
      (other) =>
        other.closest('svg') === null && isShown(other) && other.getAttribute('href') === control.getAttribute('href'),
    );
  const targetOf = (control) => control.closest('label') ?? control.labels?.[0] ?? control;
  const reaches = (target, box, dx, dy) => {
    const hit = document.elementFromPoint(box.left + box.width / 2 + dx, box.top + box.height / 2 + dy);
    return hit !== null && (target === hit || target.contains(hit));
  };
  const isSmall = (target) => {
    target.scrollIntoView({ block: 'center', behavior: 'instant' });
    const box = target.getBoundingClientRect();
    const reach = LEAST / 2;
    const wide = box.width >= LEAST || (reaches(target, box, -reach, 0) && reaches(target, box, reach, 0));
    const high = box.height >= LEAST || (reaches(target, box, 0, -reach) && reaches(target, box, 0, reach));
    return !(wide && high);
  };
  const size = (target) => {
    const { width, height } = target.getBoundingClientRect();
    return `${Math.round(width)} × ${Math.round(height)}: ${target.outerHTML.slice(0, 140)}`;
  };
  const controls = [...document.querySelectorAll('a[href], button, summary, select, textarea, input:not([type=hidden])')];
  const isCheck = (control) => ['checkbox', 'radio'].includes(control.type);
  return controls
    .filter((control) => isShown(control) && !inSentence(control) && !isElsewhere(control))
    .map((control) => (isCheck(control) ? targetOf(control) : control))
    .filter(isSmall)
    .map(size);
}
