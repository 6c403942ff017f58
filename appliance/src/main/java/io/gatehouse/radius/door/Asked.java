package io.gatehouse.radius.door;

import io.gatehouse.radius.packet.Packet;
import io.gatehouse.radius.packet.PacketCheck;
import io.gatehouse.radius.packet.Signer;
import java.net.InetSocketAddress;

/** A request that is in order and signed by its client, with bytes of its own. */
public record Asked(
    Packet packet, PacketCheck check, Signer signer, Client client, InetSocketAddress from) {}
