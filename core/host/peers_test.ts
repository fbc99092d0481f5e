import { strict as assert } from "node:assert";
import { PluginError } from "../../protocol/errors.ts";
import type { PreparedConnection } from "./connection.ts";
import { readNetwork } from "./network.ts";
import { judgePeers, networksOf, peersNeeded, withPeers } from "./peers.ts";

function connectionTo(...addresses: readonly string[]): PreparedConnection {
  const endpoints = addresses.map((address) => ({ host: address, address, port: 4001 }));
  return {
    params: {
      engine: "x",
      options: {},
      resolved: { endpoints, files: {}, pem: {} },
      lockTimeoutMs: 1,
    },
    grants: { net: addresses.map((address) => `${address}:4001`), read: [], write: [] },
    sockets: [],
    keptFiles: [],
    audit: "may connect",
  };
}

const NAMED = connectionTo("10.0.0.1", "10.0.5.1");

/** What is granted and refused, as text. */
function judged(peers: readonly string[], allowed?: readonly string[], prepared = NAMED) {
  const { granted, refused } = judgePeers(
    peers.map((peer) => {
      const at = peer.lastIndexOf(":");
      return { address: peer.slice(0, at), port: Number(peer.slice(at + 1)) };
    }),
    prepared,
    NAMED,
    allowed?.flatMap((text) => readNetwork(text) ?? []),
  );
  return {
    granted: granted.map(({ address, port }) => `${address}:${port}`),
    refused: refused.map(({ peer, why }) => `${peer.address}:${peer.port} ${why}`),
  };
}

Deno.test("judgePeers() grants what is near the hosts that were given, on their port", () => {
  assert.deepEqual(judged(["10.0.0.2:4001", "10.0.5.200:4001", "10.0.0.2:4001", "10.0.0.1:4001"]), {
    granted: ["10.0.0.2:4001", "10.0.5.200:4001"],
    refused: [],
  });
  assert.deepEqual(judged(["10.0.1.1:4001", "10.0.0.2:22", "n2:4001", "127.0.0.1:4001", "::1:4001"]), {
    granted: [],
    refused: [
      "10.0.1.1:4001 outside 10.0.0.0/24, 10.0.5.0/24",
      "10.0.0.2:22 not on port 4001",
      "n2:4001 not an address",
      "127.0.0.1:4001 outside 10.0.0.0/24, 10.0.5.0/24",
      "::1:4001 outside 10.0.0.0/24, 10.0.5.0/24",
    ],
  });
});

Deno.test("judgePeers() takes the user's networks instead, and none for none", () => {
  assert.deepEqual(judged(["10.0.0.2:4001", "192.168.1.9:4001"], ["192.168.0.0/16"]), {
    granted: ["192.168.1.9:4001"],
    refused: ["10.0.0.2:4001 outside 192.168.0.0/16"],
  });
  assert.deepEqual(judged(["10.0.0.2:4001"], []).granted, []);
  assert.deepEqual(judged(["10.0.0.2:22"], ["0.0.0.0/0"]).granted, [], "no network opens another port");
});

Deno.test("judgePeers() does not let peers bring in what is near them", () => {
  const wider = withPeers(NAMED, [{ host: "10.0.0.2", address: "10.0.0.2", port: 4001 }]);
  assert.deepEqual(wider.grants.net, ["10.0.0.1:4001", "10.0.5.1:4001", "10.0.0.2:4001"]);
  assert.deepEqual(judged(["10.0.0.2:4001", "10.0.0.3:4001"], undefined, wider).granted, ["10.0.0.3:4001"]);
  const far = withPeers(NAMED, [{ host: "192.168.1.9", address: "192.168.1.9", port: 5000 }]);
  assert.deepEqual(judged(["192.168.1.10:4001", "10.0.0.9:5000"], undefined, far).granted, []);
});

Deno.test("judgePeers() stops at 100 hosts", () => {
  const many = Array.from({ length: 254 }, (_, index) => `10.0.0.${index}:4001`);
  const { granted, refused } = judged(many);
  assert.equal(granted.length, 98);
  assert.match(refused[0] ?? "", /more than 100 hosts/);
});

Deno.test("networksOf() leaves out unix sockets and names each subnet once", () => {
  const endpoints = ["10.0.0.1", "10.0.0.2", "/run/x.sock", "::1"].map((address) => ({
    host: "h",
    address,
    port: 1,
  }));
  assert.deepEqual(networksOf(endpoints, undefined).map(({ text }) => text), ["10.0.0.0/24", "::1/128"]);
});

Deno.test("peersNeeded() believes well-formed peers only", () => {
  const peers = [{ address: "10.0.0.2", port: 4001 }];
  const error = (data: unknown, code: "connection.peers" | "connection.failed" = "connection.peers") =>
    peersNeeded(new PluginError(code, "x", { data }));
  assert.deepEqual(error({ peers }), peers);
  assert.deepEqual(error({ peers }, "connection.failed"), []);
  for (const data of [undefined, null, 1, {}, { peers: 1 }, { peers: [{ address: 1, port: 1 }] }]) {
    assert.deepEqual(error(data), []);
  }
});
