using System.Data.Common;
using System.Runtime.InteropServices;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace ActivitySync.Data.Sqlite;

/// <summary>Asks the engine what became of a file that it holds open.</summary>
internal static class SqliteFileControl
{
    // https://www.sqlite.org/c3ref/c_fcntl_begin_atomic_write.html
    private const int HasMovedOpcode = 20;

    /// <summary>Whether the database's name leads to another file by now, or to none: what is written here would be lost.</summary>
    public static bool HasMoved(DbConnection connection) =>
        FileControl(((SqliteConnection)connection).Handle!, "main", HasMovedOpcode, out var moved) == 0 && moved != 0;

#pragma warning disable SYSLIB1054 // the generated kind wants unsafe code, for one call of plain numbers
    [DllImport("e_sqlite3", EntryPoint = "sqlite3_file_control", BestFitMapping = false, ThrowOnUnmappableChar = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.AssemblyDirectory)]
    private static extern int FileControl(
        sqlite3 store,
        [MarshalAs(UnmanagedType.LPStr)] string database,
        int question,
        out int answer
    );
#pragma warning restore SYSLIB1054
}
