// A store that ends with the browser's tab; where the browser keeps nothing, or no more, memory does until the page goes.

const memory = new Map();

// What is kept under a name, or null.
export function kept(name) {
  if (memory.has(name)) return memory.get(name);
  try {
    return sessionStorage.getItem(name);
  } catch {
    return null;
  }
}

export function keep(name, text) {
  try {
    sessionStorage.setItem(name, text);
    memory.delete(name);
  } catch { // blocked, or full
    memory.set(name, text);
  }
}

export function forget(name) {
  memory.delete(name);
  try {
    sessionStorage.removeItem(name);
  } catch {
    // it holds nothing of ours
  }
}
