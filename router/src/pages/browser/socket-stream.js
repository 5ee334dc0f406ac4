/**
 * One operation over one WebSocket, as the protocol graphql-transport-ws has it
 * (https://github.com/enisdenjo/graphql-ws/blob/master/PROTOCOL.md). Results come as an async iterable; ending it closes the socket.
 * @param {string} url
 * @param {Record<string, string>} connectionParams
 * @param {object} payload
 * @param {{ new (url: string, protocol: string): WebSocket }} [Socket]
 * @returns {AsyncGenerator<any, void, void>}
 */
export function socketStream(url, connectionParams, payload, Socket = WebSocket) {
  /** @type {any[]} */
  const queue = [];
  let isDone = false;
  let wake = () => {};
  const socket = new Socket(url, 'graphql-transport-ws');
  /** @param {object} message */
  const send = (message) => socket.send(JSON.stringify(message));
  /** @param {any} [last] */
  const finish = (last) => {
    if (isDone) return;
    if (last !== undefined) queue.push(last);
    isDone = true;
    socket.close(1000);
    wake();
  };
  socket.addEventListener('open', () => send({ type: 'connection_init', payload: connectionParams }));
  socket.addEventListener('message', ({ data }) => {
    const message = JSON.parse(String(data));
    if (message.type === 'connection_ack') send({ id: '1', type: 'subscribe', payload });
    else if (message.type === 'ping') send({ type: 'pong' });
    else if (message.type === 'next') {
      queue.push(message.payload);
      wake();
    } else if (message.type === 'error') finish({ errors: message.payload });
    else if (message.type === 'complete') finish();
  });
  socket.addEventListener('close', ({ code, reason }) => {
    finish({ errors: [{ message: reason || `The connection was closed (${code})` }] });
  });
  /** @returns {Promise<IteratorResult<any, void>>} */
  const next = async () => {
    while (queue.length === 0 && !isDone) await new Promise((resolve) => (wake = () => resolve(undefined)));
    return queue.length > 0 ? { done: false, value: queue.shift() } : { done: true, value: undefined };
  };
  const stop = async () => {
    queue.length = 0;
    finish();
    return { done: /** @type {const} */ (true), value: undefined };
  };
  return /** @type {any} */ ({
    next,
    return: stop,
    throw: stop,
    [Symbol.asyncIterator]() {
      return this;
    },
  });
}
