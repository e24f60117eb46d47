// Files of the site, each asked for once.

export const SITE = new URL(import.meta.url.includes("/chunks/") ? "../.." : "..", import.meta.url);
const made = new Map();

export const once = (name, make) => {
  if (!made.has(name)) made.set(name, make());
  return made.get(name);
};

export async function fetched(path) {
  const answer = await fetch(new URL(path, SITE));
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${answer.statusText}`);
  return answer;
}

export const json = (path) => once(path, async () => (await fetched(path)).json());
