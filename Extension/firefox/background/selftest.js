// Whether the browser really asks this extension before it goes somewhere. A listener that never fires lets everything pass
// and looks as if all were well.

const PATIENCE = 3000;

/** Has a frame of the background page try to go somewhere; the guard sees it and stops it before anything is sent. */
export async function selfTest(guard) {
  const frame = document.createElement("iframe");
  const url = `http://127.0.0.1:48999/${crypto.randomUUID()}`;
  const seen = new Promise((resolve) => {
    guard.selfTest = { url, seen: () => resolve(true) };
    setTimeout(resolve, PATIENCE, false);
  });
  frame.src = url;
  document.body.append(frame);
  try {
    return await seen;
  } finally {
    guard.selfTest = null;
    frame.remove();
  }
}
