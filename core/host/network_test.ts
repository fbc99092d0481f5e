import { strict as assert } from "node:assert";
import { addressText, isInside, readAddress, readNetwork, subnetOf } from "./network.ts";

function canonical(text: string): string | undefined {
  const address = readAddress(text);
  return address && addressText(address);
}

Deno.test("readAddress() reads addresses, however they are written, and nothing else", () => {
  assert.equal(canonical("10.0.0.1"), "10.0.0.1");
  assert.equal(canonical("255.255.255.255"), "255.255.255.255");
  assert.equal(canonical("0:0:0::1"), "::1");
  assert.equal(canonical("2001:DB8:0:0::00ff"), "2001:db8::ff");
  assert.equal(canonical("::"), "::");
  assert.equal(canonical("1:2:3:4:5:6:7:8"), "1:2:3:4:5:6:7:8");
  assert.equal(canonical("::ffff:10.0.0.1"), "10.0.0.1", "IPv4 in other clothes");
  assert.equal(canonical("::ffff:a00:1"), "10.0.0.1");
  for (
    const text of [
      "",
      "n1",
      "10.0.0",
      "10.0.0.256",
      "010.0.0.1",
      "1e1.0.0.1",
      "10.0.0.1:80",
      "[::1]",
      "::1%eth0",
      "::1]@x[",
      "1:2",
      "1::2::3",
      ":",
      "0x7f.1",
      "2130706433",
    ]
  ) {
    assert.equal(readAddress(text), undefined, text);
  }
});

Deno.test("readNetwork() reads CIDR; an address is a network of one", () => {
  const inside = (network: string, address: string) => {
    const [where, who] = [readNetwork(network), readAddress(address)];
    assert(where && who, `${network} ${address}`);
    return isInside(who, where);
  };
  assert(inside("10.0.0.0/24", "10.0.0.255"));
  assert(!inside("10.0.0.0/24", "10.0.1.0"));
  assert(inside("10.0.0.77/24", "10.0.0.1"), "bits behind the prefix do not count");
  assert(inside("0.0.0.0/0", "203.0.113.9"));
  assert(!inside("0.0.0.0/0", "2001:db8::1"), "families are apart");
  assert(inside("::/0", "2001:db8::1"));
  assert(!inside("::/0", "::ffff:10.0.0.1"), "which is one of IPv4");
  assert(inside("10.0.0.1", "10.0.0.1"));
  assert(!inside("10.0.0.1", "10.0.0.2"));
  assert(inside("2001:db8::/33", "2001:db8:7fff::1"));
  assert(!inside("2001:db8::/33", "2001:db8:8000::1"));
  for (const text of ["10.0.0.0/33", "::/129", "10.0.0.0/", "10.0.0.0/-1", "10.0.0.0/8/8", "n1/24", "none"]) {
    assert.equal(readNetwork(text), undefined, text);
  }
});

Deno.test("subnetOf() is /24, /64, and this machine for what is on it", () => {
  const subnet = (text: string) => subnetOf(readAddress(text) ?? { family: 4, number: 0n }).text;
  assert.equal(subnet("10.1.2.3"), "10.1.2.0/24");
  assert.equal(subnet("127.0.0.1"), "127.0.0.0/8");
  assert.equal(subnet("::1"), "::1/128");
  assert.equal(subnet("2001:db8:1:2:3:4:5:6"), "2001:db8:1:2::/64");
});
