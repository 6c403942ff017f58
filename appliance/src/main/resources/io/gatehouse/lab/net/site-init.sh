# First process of a lab. Everything the lab makes lives in the namespaces that this process holds:
# when it dies, however it dies, the kernel takes interfaces, rules, mounts and processes away.
set -eu
state=$1
mount -t tmpfs -o mode=755 gatehouse-lab /run
mkdir -p /run/lab /run/netns /run/lock /run/gatehouse
mount --bind "$state" /run/lab

# The box's files and users are made in copies of these folders, so the machine keeps its own.
copy() {
  mkdir -p "/run/copy$1/up" "/run/copy$1/work"
  mount -t overlay overlay -o "lowerdir=$1,upperdir=/run/copy$1/up,workdir=/run/copy$1/work" "$1"
}
copy /etc
copy /usr/lib
copy /var/lib

for user in gatehouse gatehouse-dns; do
  getent group "$user" >/dev/null || groupadd --system "$user"
  getent passwd "$user" >/dev/null ||
    useradd --system --gid "$user" --home-dir / --no-create-home --shell /usr/sbin/nologin "$user"
done

place() {
  mkdir -p "/run/lab/box/$1" "$2"
  mount --bind "/run/lab/box/$1" "$2"
}
mkdir -p /run/lab/box
place usr /usr/lib/gatehouse
place etc /etc/gatehouse
place var /var/lib/gatehouse
place dnsmasq /var/lib/gatehouse-dnsmasq
place run /run/gatehouse

cat /proc/sys/kernel/random/uuid > /run/lab/box/boot_id
mount --bind /run/lab/box/boot_id /proc/sys/kernel/random/boot_id

# Nodes have resolvers of their own; the machine's file may point into the /run that is hidden here.
rm -f /etc/resolv.conf
: > /etc/resolv.conf

if [ "$2" = keep ]; then
  mkfifo /run/keeper
  exec 0<>/run/keeper
fi
echo ready
# Without a keeper on the other end of the input the lab ends.
while read -r _; do :; done
