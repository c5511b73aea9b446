import pg from 'pg';
import { buildDemo } from '#demo/build.ts';
import { registerModules } from '#app/wiring.ts';
import { scratchDatabase } from './scratch-database.ts';
registerModules();
const s = await scratchDatabase();
if (process.env.SC) { const c = await s.superuser(); await c.query('alter system set synchronous_commit=off'); await c.query('select pg_reload_conf()'); await c.end(); }
const stat = new Map<string, { n: number; ms: number }>();
const orig = pg.Client.prototype.query;
(pg.Client.prototype as any).query = function (...a: any[]) {
  const t = performance.now();
  const text = typeof a[0] === 'string' ? a[0] : (a[0].text ?? a[0].name ?? '?');
  const r = (orig as any).apply(this, a);
  if (r?.then) return r.then((x: unknown) => { const e = stat.get(text) ?? { n: 0, ms: 0 }; e.n++; e.ms += performance.now() - t; stat.set(text, e); return x; });
  return r;
};
const t0 = performance.now(); const c0 = process.cpuUsage();
await buildDemo(s.db, { asOf: Temporal.PlainDate.from('2026-11-27'), seed: '1' }, (l) => console.log(((performance.now() - t0) / 1000).toFixed(1), l));
console.log('total', performance.now() - t0, process.cpuUsage(c0));
const rows = [...stat].sort((a, b) => b[1].ms - a[1].ms);
console.log('queries', rows.reduce((x, r) => x + r[1].n, 0), rows.reduce((x, r) => x + r[1].ms, 0));
for (const [t, e] of rows.slice(0, 25)) console.log(e.ms.toFixed(0), e.n, (e.ms / e.n).toFixed(2), t.slice(0, 220).replace(/\s+/g, ' '));
for (const [t,e] of rows) if (/^(begin|start|commit|rollback)/i.test(t)) console.log(e.n, t);
console.table((await s.pool.query("select action, actor_kind, count(*) from journal_entries group by 1,2 order by 3 desc limit 40")).rows);
console.table((await s.pool.query("select (select count(*) from touches) t, (select count(*) from steps) s, (select count(*) from handoffs) h")).rows);
import("node:child_process").then(({execSync})=>console.log(execSync("ps -eo time,rss,args | grep postgres: | grep -v grep").toString()));
await new Promise(r=>setTimeout(r,1500));
await s.close();
