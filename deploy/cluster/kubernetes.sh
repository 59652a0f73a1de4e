#!/usr/bin/env bash
# Prints a Kubernetes job that does every unit of a training, one pod for each, over a bucket that speaks S3.
set -euo pipefail

[[ $# == 3 && $1 == s3://?* && $2 =~ ^[1-9][0-9]*$ && $3 =~ ^[A-Za-z0-9./:@_-]+$ && $1 =~ ^[A-Za-z0-9./:_-]+$ ]] || {
    printf 'kubernetes.sh s3://BUCKET/PREFIX UNITS IMAGE\n' >&2
    exit 2
}
cat <<TEXT
apiVersion: batch/v1
kind: Job
metadata:
  name: algoslayer-train
spec:
  completionMode: Indexed
  completions: $2
  parallelism: 8
  backoffLimitPerIndex: 3
  maxFailedIndexes: $2
  template:
    spec:
      restartPolicy: Never
      automountServiceAccountToken: false
      containers:
        - name: unit
          image: $3
          command: ["sh", "-c", "exec algoslayer units work $1 --unit \$JOB_COMPLETION_INDEX"]
          envFrom:
            - secretRef:
                name: algoslayer-depot
          resources:
            requests: {cpu: "1", memory: 512Mi}
            limits: {memory: 1Gi}
          securityContext:
            runAsNonRoot: true
            runAsUser: 1000
            readOnlyRootFilesystem: true
            allowPrivilegeEscalation: false
            capabilities: {drop: [ALL]}
TEXT
