"""What a job has read so far."""


class Counters:
    """Counts of a job, as Spark's accumulators.

    They are there while the job runs. Spark counts a task again that it runs
    again, so that they can be too high after a failure; the column status and
    words of the records say it exactly.
    """

    NAMES = ("stories", "words", "problems", "unread", "poisoned", "restarts")

    def __init__(self, spark):
        for name in self.NAMES:
            setattr(self, name, spark.sparkContext.accumulator(0))

    def __repr__(self):
        return ", ".join(f"{name} {getattr(self, name).value}" for name in self.NAMES)
