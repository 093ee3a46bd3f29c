// An S3 server on the loopback: its folder is the argument, its port is printed.
import S3rver from 's3rver';

const server = new S3rver({
  address: '127.0.0.1', port: 0, silent: true, directory: process.argv[2], configureBuckets: [{ name: 'evidence' }],
});
const { port } = await server.run();
console.log(`listening ${port}`);
process.stdin.on('end', () => process.exit(0)).resume();
