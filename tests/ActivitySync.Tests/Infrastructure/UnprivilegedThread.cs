using System.Collections.Concurrent;
using System.Runtime.InteropServices;

namespace ActivitySync.Tests.Infrastructure;

/// <summary>
/// Runs code on a thread of its own, without root's right to read and write every file (Linux has rights by thread).
/// What it awaits continues on the same thread, so that its memory can be measured.
/// </summary>
internal static class UnprivilegedThread
{
    /// <summary>Ends a test that hangs; every run is much shorter.</summary>
    private static readonly TimeSpan HangGuard = TimeSpan.FromMinutes(2);

    private const uint Version3 = 0x20080522; // _LINUX_CAPABILITY_VERSION_3
    private const uint FileRights = (1 << 1) | (1 << 2); // CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH

    /// <summary>Returns the result and the bytes that the thread allocated.</summary>
    public static async Task<(T Result, long AllocatedBytes)> RunAsync<T>(Func<Task<T>> action, string what)
    {
        var done = new TaskCompletionSource<(T, long)>(TaskCreationOptions.RunContinuationsAsynchronously);
        var thread = new Thread(() =>
        {
            try
            {
                DropRights();
                var before = GC.GetAllocatedBytesForCurrentThread();
                var result = Loop.Run(action);
                done.SetResult((result, GC.GetAllocatedBytesForCurrentThread() - before));
            }
#pragma warning disable CA1031 // the test gets it
            catch (Exception exception)
#pragma warning restore CA1031
            {
                done.SetException(exception);
            }
        })
        {
            IsBackground = true,
        };
        thread.Start();
        var first = await Task.WhenAny(done.Task, Task.Delay(HangGuard));
        Assert.True(first == done.Task, $"{what} did not end within {HangGuard}");
        return await done.Task;
    }

    private static void DropRights()
    {
        uint[] header = [Version3, 0];
        var sets = new uint[6]; // effective, permitted and inheritable rights, each in two parts
        Assert.Equal(0, GetRights(header, sets));
        sets[0] &= ~FileRights;
        Assert.Equal(0, SetRights(header, sets));
    }

    [DllImport("libc", EntryPoint = "capget", ExactSpelling = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int GetRights(uint[] header, [In, Out] uint[] sets);

    [DllImport("libc", EntryPoint = "capset", ExactSpelling = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int SetRights(uint[] header, uint[] sets);

    /// <summary>Continues on one thread what is awaited there.</summary>
    private sealed class Loop : SynchronizationContext
    {
        private readonly BlockingCollection<(SendOrPostCallback Callback, object? State)> _queue = [];

        public static T Run<T>(Func<Task<T>> action)
        {
            var loop = new Loop();
            SetSynchronizationContext(loop);
            var running = action();
            running.ContinueWith(
                _ => loop._queue.CompleteAdding(),
                CancellationToken.None,
                TaskContinuationOptions.None,
                TaskScheduler.Default
            );
            foreach (var (callback, state) in loop._queue.GetConsumingEnumerable())
            {
                callback(state);
            }

            return running.GetAwaiter().GetResult();
        }

        public override void Post(SendOrPostCallback d, object? state)
        {
            if (!_queue.IsAddingCompleted)
            {
                _queue.Add((d, state));
            }
        }
    }
}
