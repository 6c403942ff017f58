# Asks for leases as many devices, each with a MAC of its own: dhcp-many.pl DEVICE COUNT SECONDS
# Prints "mac ip" for each lease that was acknowledged.
use strict;
use warnings;
use Socket;
use Time::HiRes qw(time);

my ($device, $count, $seconds) = @ARGV;
my $ALL = 0x0003;
socket(my $wire, 17, SOCK_RAW, unpack('n', pack('S', $ALL))) or die "raw socket: $!";
open(my $index, '<', "/sys/class/net/$device/ifindex") or die $!;
chomp(my $ifindex = <$index>);
bind($wire, pack('S n i S C C a8', 17, $ALL, $ifindex, 0, 0, 0, '')) or die "bind: $!";

sub checksum {
  my $sum = 0;
  $sum += $_ for unpack('n*', $_[0]);
  $sum = ($sum & 0xffff) + ($sum >> 16) while $sum >> 16;
  return ~$sum & 0xffff;
}

sub message {
  my ($mac, $xid, $options) = @_;
  my $bootp = pack('C C C C N n n N N N N a16 a192 N', 1, 1, 6, 0, $xid, 0, 0x8000, 0, 0, 0, 0, $mac, '', 0x63825363)
    . $options . "\xff";
  $bootp .= "\0" x (300 - length $bootp) if length $bootp < 300;
  my $udp = pack('n n n n', 68, 67, 8 + length $bootp, 0) . $bootp;
  my @head = (0x45, 0, 20 + length $udp, 0, 0, 64, 17);
  my $sum = checksum(pack('C C n n n C C n N N', @head, 0, 0, 0xffffffff));
  my $ip = pack('C C n n n C C n N N', @head, $sum, 0, 0xffffffff) . $udp;
  return "\xff" x 6 . $mac . pack('n', 0x0800) . $ip;
}

sub put {
  my $to = pack('S n i S C C a8', 17, 0x0800, $ifindex, 1, 0, 6, "\xff" x 6);
  send($wire, $_[0], 0, $to);
}

my (%mac, %done);
my $sent = 0;
my $start = time;
my $end = $start + $seconds + 3;
srand;
while ((my $now = time) < $end) {
  while ($sent < $count && $sent < ($now - $start) * $count / $seconds + 1) {
    my $mac = pack('C6', 0x02, map { int rand 256 } 1 .. 5);
    my $xid = 0x10000000 + $sent++;
    $mac{$xid} = $mac;
    put(message($mac, $xid, pack('C C C', 53, 1, 1)));
  }
  last if $sent >= $count && %done >= $count;
  my $ready = '';
  vec($ready, fileno($wire), 1) = 1;
  next unless select($ready, undef, undef, 0.005);
  next unless recv($wire, my $frame, 2048, 0);
  next unless length $frame > 282 && unpack('n', substr $frame, 12, 2) == 0x0800;
  next unless ord(substr $frame, 23, 1) == 17 && unpack('n', substr $frame, 36, 2) == 68;
  my $xid = unpack('N', substr $frame, 46, 4);
  my $mac = $mac{$xid} or next;
  my ($yours, $options) = (substr($frame, 58, 4), substr($frame, 282));
  my ($type, $server) = (0, '');
  while (length $options > 2) {
    my ($code, $length) = unpack 'C C', $options;
    last if $code == 255;
    $type = ord substr $options, 2, 1 if $code == 53;
    $server = substr $options, 2, 4 if $code == 54;
    $options = substr $options, 2 + $length;
  }
  if ($type == 2) {
    put(message($mac, $xid, pack('C C C C C a4 C C a4', 53, 1, 3, 50, 4, $yours, 54, 4, $server)));
  } elsif ($type == 5 && !$done{$xid}++) {
    printf "%s %s\n", join(':', map { sprintf '%02x', ord } split //, $mac), inet_ntoa($yours);
  }
}
