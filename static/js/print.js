// Print button: hidden without script, since only a script can open the print dialogue.
for (const box of document.querySelectorAll('[data-print]')) {
  box.hidden = false;
  box.querySelector('button').addEventListener('click', () => print());
}
