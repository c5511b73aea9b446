// Loaded before the program by every npm script that runs it. An older Node would only say that it knows no `.ts`.
const needed = 26;

if (Number.parseInt(process.versions.node, 10) < needed) {
  console.error(
    `Estafeta needs Node ${needed}, this is ${process.versions.node}. npm installs it with the other packages on Linux, macOS and Windows; ` +
      'it is missing here, so either optional packages were left out (repeat `npm ci` without --omit=optional) or there is ' +
      `none for this machine (${process.platform} ${process.arch}): install Node ${needed} on it.`,
  );
  process.exit(1);
}
