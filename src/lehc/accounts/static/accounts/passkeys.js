// Passkeys: the one thing in an account that needs JavaScript.
// A form with data-passkey asks the device first, then sends its answer.

const toBytes = (text) =>
  Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (letter) =>
    letter.charCodeAt(0),
  );

const toText = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer)))
    .replace(/\+/g, "-")
    .replace(/\//g, "_")
    .replace(/=+$/, "");

const readKeys = (keys) => (keys || []).map((key) => ({ ...key, id: toBytes(key.id) }));

async function createPasskey({ publicKey }) {
  const credential = await navigator.credentials.create({
    publicKey: {
      ...publicKey,
      challenge: toBytes(publicKey.challenge),
      user: { ...publicKey.user, id: toBytes(publicKey.user.id) },
      excludeCredentials: readKeys(publicKey.excludeCredentials),
      // A passkey stands alone: the device keeps it and checks who holds it.
      authenticatorSelection: {
        ...publicKey.authenticatorSelection,
        residentKey: "required",
        requireResidentKey: true,
        userVerification: "required",
      },
    },
  });
  return describe(credential, {
    attestationObject: toText(credential.response.attestationObject),
  });
}

async function usePasskey({ publicKey }) {
  const credential = await navigator.credentials.get({
    publicKey: {
      ...publicKey,
      challenge: toBytes(publicKey.challenge),
      allowCredentials: readKeys(publicKey.allowCredentials),
    },
  });
  const { authenticatorData, signature, userHandle } = credential.response;
  return describe(credential, {
    authenticatorData: toText(authenticatorData),
    signature: toText(signature),
    userHandle: userHandle ? toText(userHandle) : null,
  });
}

function describe(credential, response) {
  return {
    id: credential.id,
    rawId: toText(credential.rawId),
    type: credential.type,
    clientExtensionResults: credential.getClientExtensionResults(),
    response: { clientDataJSON: toText(credential.response.clientDataJSON), ...response },
  };
}

async function readOptions(form) {
  if (form.dataset.passkey !== "sign-in") {
    return JSON.parse(document.getElementById("passkey-options").textContent);
  }
  const answer = await fetch(form.action, { headers: { Accept: "application/json" } });
  if (!answer.ok) throw new Error("no options");
  return answer.json();
}

async function ask(form) {
  const options = await readOptions(form);
  if (form.dataset.passkey === "create") return createPasskey(options.creation_options);
  return usePasskey(options.request_options);
}

function explain(form) {
  const message = form.querySelector("[data-passkey-message]");
  message.textContent =
    "The passkey was not used. Try again, or sign in with a code by e-mail.";
  message.hidden = false;
}

const canUsePasskeys = Boolean(window.PublicKeyCredential);

for (const notice of document.querySelectorAll("[data-passkey-missing]")) {
  notice.hidden = canUsePasskeys;
}

for (const form of document.querySelectorAll("form[data-passkey]")) {
  if (!canUsePasskeys) break;
  form.hidden = false;
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    try {
      form.elements.credential.value = JSON.stringify(await ask(form));
    } catch {
      explain(form);
      return;
    }
    form.submit();
  });
}
