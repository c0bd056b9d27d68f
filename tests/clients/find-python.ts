import { spawnSync } from 'node:child_process';

/** A Python 3 of this machine that has the modules, or null. */
export function findPython(...modules: readonly string[]): string | null {
  const statement = `import ${['sys', ...modules].join(', ')}`;
  return (
    ['python3', '/usr/bin/python3'].find((name) => spawnSync(name, ['-c', statement]).status === 0) ?? null
  );
}
