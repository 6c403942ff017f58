#!/bin/sh
# Called by udhcpc in a node of the lab: takes the lease over into the node and notes it down.
node=$LAB_NODE
resolv=/etc/netns/$node/resolv.conf
note=/run/lab/leases/$node
case "$1" in
  bound | renew)
    ip addr replace "$ip/$mask" dev "$interface" \
      valid_lft "$lease" preferred_lft "$lease" ${broadcast:+brd "$broadcast"}
    ip -o -4 addr show dev "$interface" | while read -r _ _ _ other _; do
      [ "$other" = "$ip/$mask" ] || ip addr del "$other" dev "$interface"
    done
    [ -z "$router" ] || ip route replace default via "${router%% *}" dev "$interface"
    {
      [ -z "$domain" ] || echo "search $domain"
      for server in $dns; do echo "nameserver $server"; done
    } >"$resolv"
    if [ "$node" = box ]; then
      mkdir -p /run/systemd/resolve
      cat "$resolv" >/run/systemd/resolve/resolv.conf
    fi
    {
      echo "event=$1"
      echo "ip=$ip"
      echo "mask=$mask"
      echo "router=$router"
      echo "dns=$dns"
      echo "lease=$lease"
      echo "domain=$domain"
      echo "option114=$opt114"
    } >"$note.new"
    mv "$note.new" "$note"
    ;;
  deconfig)
    ip addr flush dev "$interface"
    ip link set "$interface" up
    ;;
esac
