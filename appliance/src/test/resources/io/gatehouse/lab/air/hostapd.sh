#!/bin/sh
# A FAKE. Stands where hostapd stands on a box whose kernel has no 802.11: a wire that knows names and passphrases.
# The real hostapd runs under this process's number, without a driver, so that parser and control socket are real. A
# client of /run/lab/air/clients (two lines: SSID in hexadecimal, passphrase) is on the bridge of the first network
# that has both, and on none otherwise.
#
#   hostapd.sh FILE
conf=$1
folder=/run/lab/air
clients=$folder/clients

radio=$(sed -n 's/^interface=//p' "$conf")
[ -e "/sys/class/net/$radio" ] || {
  echo "nl80211: Could not configure driver: there is no interface $radio" >&2
  exit 1
}

bridge_of() {
  awk -F= -v client="$1" '
    function close_network() { if (!found && ssid == wanted && passphrase == known && bridge != "") { found = 1; print bridge } }
    BEGIN { getline wanted < client; getline known < client }
    /^(bss|interface)=/ { close_network(); ssid = ""; passphrase = ""; bridge = "" }
    /^ssid2=/ { ssid = $2 }
    /^bridge=/ { bridge = $2 }
    /^wpa_passphrase=/ { passphrase = substr($0, 16) }
    END { close_network() }' "$conf"
}

plug() {
  now=$(readlink "/sys/class/net/$1/master") && now=${now##*/}
  [ "$now" = "$2" ] && return
  if [ -n "$2" ]; then ip link set "$1" master "$2"; else ip link set "$1" nomaster; fi
}

each() {
  for client in "$clients"/*; do
    name=p-${client##*/}
    if [ "$1" = off ]; then plug "$name" ''; else plug "$name" "$(bridge_of "$client")"; fi
  done
}

# Ends with the access point, however that ends.
(
  while kill -0 $$ 2>/dev/null; do
    each on
    sleep 0.2
  done
  each off
) &

sed -e '/^bss=/,$d' -e '/^country_code=/d' -e '/^ieee80211[a-z]*=/d' -e '/^hw_mode=/d' -e '/^channel=/d' \
  -e 's/^driver=.*/driver=none/' -e '/^bridge=/d' "$conf" >$folder/none.conf
exec /usr/sbin/hostapd $folder/none.conf
