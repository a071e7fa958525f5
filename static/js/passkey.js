// Passkeys: fetches the WebAuthn options from the site and posts the response of the browser.
const bytes = (text) => Uint8Array.from(atob(text.replace(/-/g, '+').replace(/_/g, '/')), (letter) => letter.charCodeAt(0));
const text = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '');

async function post(address, body) {
  const answer = await fetch(address, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  return answer.json();
}

function options({ publicKey }) {
  publicKey.challenge = bytes(publicKey.challenge);
  if (publicKey.user) publicKey.user.id = bytes(publicKey.user.id);
  for (const known of [...(publicKey.excludeCredentials ?? []), ...(publicKey.allowCredentials ?? [])]) {
    known.id = bytes(known.id);
  }
  return { publicKey };
}

function spelt(credential) {
  const response = {};
  for (const name of ['attestationObject', 'clientDataJSON', 'authenticatorData', 'signature', 'userHandle']) {
    if (credential.response[name]) response[name] = text(credential.response[name]);
  }
  const { id, type } = credential;
  return { id, type, rawId: text(credential.rawId), response, clientExtensionResults: credential.getClientExtensionResults() };
}

for (const box of document.querySelectorAll('[data-passkey]')) {
  if (!window.PublicKeyCredential) break;
  const button = box.querySelector('button');
  const status = box.querySelector('[role=status]');
  const { passkey, challengeUrl, responseUrl, back, failed } = box.dataset;
  box.hidden = false;
  button.addEventListener('click', async () => {
    button.disabled = true;
    status.textContent = '';
    let answer = {};
    try {
      answer = await post(challengeUrl, {});
      if (answer.publicKey) {
        const credential = await navigator.credentials[passkey](options(answer));
        answer = await post(responseUrl, { answer: spelt(credential), retour: back, nom: box.querySelector('input')?.value ?? '' });
      }
    } catch {
      answer = {};
    }
    if (answer.next) {
      location.assign(answer.next);
      return;
    }
    status.textContent = answer.message ?? failed;
    button.disabled = false;
  });
}
