# Sends codes to the portal over kept connections: guess.pl PORTAL < codes
# Prints the status of each answer.
use strict;
use warnings;
use IO::Socket::INET;

my $portal = shift;
my ($connection, $token);

sub ask {
  my ($request) = @_;
  $connection ||= IO::Socket::INET->new(PeerAddr => $portal, PeerPort => 80, Timeout => 5) or return (0, '');
  print $connection $request;
  my ($head, $body) = ('', '');
  while (my $line = <$connection>) {
    last if $line eq "\r\n";
    $head .= $line;
  }
  my ($status) = $head =~ m{^HTTP/1.1 (\d+)} or do { undef $connection; return (0, '') };
  read $connection, $body, $1 if $head =~ /^content-length: (\d+)/mi;
  undef $connection if $head =~ /^connection: close/mi;
  return ($status, $body);
}

sub fresh {
  my ($status, $body) = ask("GET / HTTP/1.1\r\nHost: $portal\r\n\r\n");
  ($token) = $body =~ /name="token" value="([^"]*)"/;
}

$| = 1;
while (my $code = <STDIN>) {
  chomp $code;
  fresh() unless defined $token;
  my $form = 'token=' . ($token // '') . "&code=$code";
  my ($status) =
    ask("POST /voucher HTTP/1.1\r\nHost: $portal\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: "
      . length($form) . "\r\n\r\n$form");
  print "$status\n";
  undef $token if $status == 0;
}
