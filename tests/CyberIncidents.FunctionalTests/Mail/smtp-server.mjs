// A mail server for tests: takes what it is given (RFC 5321) and writes each mail as a JSON file.
// node smtp-server.mjs PORT FOLDER    PORT 0: the system chooses one; it prints "listening PORT".
// FOLDER/refuse.json {"address": 550}: recipients that it refuses, with which code; read at each recipient.
import { createServer } from 'node:net';
import { existsSync, readFileSync, readdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const [port, folder] = [Number(process.argv[2]), process.argv[3]];
let count = readdirSync(folder).filter(name => name.startsWith('mail-')).length;

const refusal = address => {
  const file = join(folder, 'refuse.json');
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8'))[address.toLowerCase()] : undefined;
};

const keep = mail => {
  const name = join(folder, `mail-${String(++count).padStart(6, '0')}.json`);
  writeFileSync(name + '.tmp', JSON.stringify(mail));
  renameSync(name + '.tmp', name);
};

const addressOf = line => /<([^>]*)>/.exec(line)?.[1] ?? '';

const server = createServer(socket => {
  let buffer = '';
  let data = null;
  let mail = { from: null, to: [] };
  const say = line => socket.write(line + '\r\n');

  const command = line => {
    const verb = line.slice(0, 4).toUpperCase();
    if (verb === 'EHLO') {
      say('250-smtp.test\r\n250-PIPELINING\r\n250-8BITMIME\r\n250 ENHANCEDSTATUSCODES');
    } else if (verb === 'HELO' || verb === 'NOOP') {
      say('250 OK');
    } else if (verb === 'MAIL') {
      mail = { from: addressOf(line), to: [] };
      say('250 2.1.0 OK');
    } else if (verb === 'RCPT') {
      const address = addressOf(line);
      const code = refusal(address);
      if (code) {
        say(`${code} ${String(code)[0]}.1.1 No such mailbox`);
      } else {
        mail.to.push(address);
        say('250 2.1.5 OK');
      }
    } else if (verb === 'DATA') {
      if (mail.to.length === 0) {
        say('554 5.5.1 No valid recipients');
      } else {
        data = [];
        say('354 Go on');
      }
    } else if (verb === 'RSET') {
      mail = { from: null, to: [] };
      say('250 OK');
    } else if (verb === 'QUIT') {
      socket.end('221 Bye\r\n');
    } else {
      say('502 5.5.1 Unknown');
    }
  };

  socket.setEncoding('latin1');
  socket.on('error', () => {});
  socket.on('data', chunk => {
    buffer += chunk;
    for (let end = buffer.indexOf('\r\n'); end >= 0; end = buffer.indexOf('\r\n')) {
      const line = buffer.slice(0, end);
      buffer = buffer.slice(end + 2);
      if (data === null) {
        command(line);
      } else if (line === '.') {
        keep({ ...mail, raw: data.join('\r\n') + '\r\n' });
        data = null;
        say('250 2.0.0 Taken');
      } else {
        data.push(line.startsWith('.') ? line.slice(1) : line);
      }
    }
  });
  say('220 smtp.test ESMTP');
});

server.listen(port, '127.0.0.1', () => console.log(`listening ${server.address().port}`));
