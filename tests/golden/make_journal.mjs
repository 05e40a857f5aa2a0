// Records a class for tests/golden/journal/: a triad with some tools of a call, sheets, a published page, and a
// redacted line. Run once for a new version of the events, by the program that is the first to write it.
//
//   node tests/golden/make_journal.mjs BUILD_FOLDER tests/golden/journal/N.db
//   BUILD_FOLDER/tests/test_engine_golden --tell N >tests/golden/journal/N.txt
import { resolve } from 'node:path';
import { seatOf, say } from '../wire/lib/class.mjs';
import { momentOf, publish, reviewed } from '../wire/lib/review.mjs';
import { Stage } from '../wire/lib/server.mjs';

const [build, file] = process.argv.slice(2);
const stage = new Stage(resolve(build));
try {
  const group = await reviewed(stage, {
    count: 3,
    during: async ({ trainer, trainees, session, csr, customer }) => {
      const observer = seatOf(trainees, session, 'observer');
      await customer.command(session, { type: 'dial', value: 8 });
      await csr.command(session, { type: 'hold', kind: 'hold', reason: 'I ask the depot.', seconds: 30 });
      await csr.command(session, { type: 'end_hold' });
      await csr.command(session, { type: 'promise', what: 'a call back', due: 'today at five' });
      await trainer.command(session, { type: 'whisper', to_csr: true, to_customer: false, text: 'Say it back.' });
      await observer.command(session, { type: 'mark', note: 'the turn' });
      await customer.command(session, { type: 'ask_help', text: 'What now?' });
    },
  });
  const { trainer, session, server } = group;
  const { events } = await trainer.ask('recording', `?session=${session}`);
  await publish(group, momentOf(events, 'Let me ask production.'));
  await trainer.change('erase_text', { session, moment: momentOf(events, 'Two days late!'), text: '(a date)' });
  const { code } = await stage.run('coolhead', ['backup', resolve(file), '--data', server.data]).exited;
  if (code !== 0) throw new Error('no backup');
} finally {
  await stage.clear();
}
