/** What one page leaves for the next, once. It is not in the address and not kept. */
const left = new Map();

export function leave(name, value) {
  left.set(name, value);
}

export function take(name) {
  const value = left.get(name);
  left.delete(name);
  return value;
}
