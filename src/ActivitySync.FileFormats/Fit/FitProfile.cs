namespace ActivitySync.FileFormats.Fit;

/// <summary>
/// The numbers of the FIT profile (FIT SDK, Profile.xlsx) that are read here: messages, fields, and their scales.
/// </summary>
internal static class FitProfile
{
    public const ushort FileIdMessage = 0;
    public const ushort SportMessage = 12;
    public const ushort SessionMessage = 18;
    public const ushort LapMessage = 19;
    public const ushort RecordMessage = 20;
    public const ushort EventMessage = 21;
    public const ushort ActivityMessage = 34;
    public const ushort HeartRateMessage = 132;

    /// <summary>In every message that has one: seconds since <see cref="EpochUnixSeconds"/>.</summary>
    public const byte Timestamp = 253;

    /// <summary>1989-12-31T00:00:00Z.</summary>
    public const long EpochUnixSeconds = 631_065_600;

    /// <summary>A smaller time is seconds since the device was switched on, because it had no clock.</summary>
    public const uint FirstRealTime = 0x10000000;

    public const double MillisecondsPerSecond = 1000;
    public const double CentimetersPerMeter = 100;
    public const double MillimetersPerMeter = 1000;

    /// <summary>Positions are stored in semicircles.</summary>
    public const double SemicirclesPerDegree = (1L << 31) / 180.0;

    /// <summary>The athlete's rating is stored as 0 to 100 in steps of ten.</summary>
    public const double ExertionScale = 10;

    public static class FileId
    {
        public const byte Type = 0;
        public const byte Manufacturer = 1;
        public const byte Product = 2;
        public const byte SerialNumber = 3;
        public const byte TimeCreated = 4;
        public const long ActivityType = 4;

        /// <summary>The maker of the devices whose offset of zero is an offset.</summary>
        public const long TrustedManufacturer = 1;
    }

    public static class Sport
    {
        public const byte SportField = 0;
        public const byte SubSport = 1;
    }

    /// <summary>Kinds of a sport that are done indoors.</summary>
    public static class SubSport
    {
        public const long Treadmill = 1;
        public const long Spin = 5;
        public const long IndoorCycling = 6;
        public const long IndoorRunning = 45;
        public const long VirtualActivity = 58;
    }

    public static class Session
    {
        public const byte StartTime = 2;
        public const byte StartLatitude = 3;
        public const byte StartLongitude = 4;
        public const byte SportField = 5;
        public const byte SubSport = 6;
        public const byte ElapsedTime = 7;
        public const byte TimerTime = 8;
        public const byte Distance = 9;
        public const byte AverageHeartRate = 16;
        public const byte MaxHeartRate = 17;
        public const byte Ascent = 22;
        public const byte Descent = 23;
        public const byte WorkoutRpe = 193;

        /// <summary>The sport of a session that spans all others.</summary>
        public const long Multisport = 18;
    }

    public static class Lap
    {
        public const byte StartTime = 2;
        public const byte ElapsedTime = 7;
        public const byte TimerTime = 8;
        public const byte Distance = 9;
        public const byte AverageHeartRate = 15;
        public const byte MaxHeartRate = 16;
        public const byte Ascent = 21;
        public const byte Descent = 22;
        public const byte SportField = 25;
        public const byte SubSport = 39;
    }

    public static class Record
    {
        public const byte Latitude = 0;
        public const byte Longitude = 1;
        public const byte HeartRate = 3;
        public const byte Distance = 5;
        public const byte Speed = 6;
        public const byte EnhancedSpeed = 73;
    }

    /// <summary>An event of the timer starts or stops it.</summary>
    public static class Event
    {
        public const byte Kind = 0;
        public const byte Type = 1;
        public const long Timer = 0;
        public const long Start = 0;
        public const long Stop = 1;
        public const long StopAll = 4;
        public const long StopDisable = 8;
        public const long StopDisableAll = 9;
    }

    public static class HeartRate
    {
        /// <summary>An array of bytes, one for each beat.</summary>
        public const byte FilteredBpm = 6;
    }

    public static class Activity
    {
        public const byte TimerTime = 0;
        public const byte LocalTimestamp = 5;
    }
}
